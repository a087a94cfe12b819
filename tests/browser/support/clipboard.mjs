// Copies and pastes with the keyboard, through the browser's own clipboard.

/** Puts text, or a piece of HTML as a spreadsheet would, on the clipboard. */
export async function copy(page, { text, html }) {
  const other = await page.context().newPage();
  if (html !== undefined) {
    await other.setContent(html);
    await other.keyboard.press('Control+A');
  } else {
    await other.setContent('<textarea></textarea>');
    await other.locator('textarea').fill(text);
    await other.locator('textarea').selectText();
  }
  await other.keyboard.press('Control+C');
  await other.close();
  await page.bringToFront();
}

/** Copies, goes to the element and presses paste there. */
export async function paste(page, locator, content) {
  await copy(page, typeof content === 'string' ? { text: content } : content);
  await locator.focus();
  await page.keyboard.press('Control+V');
}
