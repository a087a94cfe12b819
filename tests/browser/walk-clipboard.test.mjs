// A paste from a spreadsheet lies on the clipboard as text and as HTML: which of
// them was read is said, and the other is one click away.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { paste } from './support/clipboard.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const file = (name) => readFile(new URL(`../tables/${name}`, import.meta.url), 'utf8');

/** A paste event as the browser makes it, both forms in its DataTransfer. */
async function pasteBoth(page, name) {
  const forms = { 'text/html': await file(`${name}.html`), 'text/plain': await file(`${name}.txt`) };
  await page.locator('#table-text').focus();
  await page.evaluate((both) => {
    const clipboardData = new DataTransfer();
    for (const [type, content] of Object.entries(both)) clipboardData.setData(type, content);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  }, forms);
  await settled(page);
}

async function opened(name, options) {
  const { page, watched, close } = await newPage(site.browser, options);
  await page.goto(site.address);
  await pasteBoth(page, name);
  return { page, watched, close };
}

const cell = (page, text) => page.locator('.grid td', { hasText: text });
const flip = (page, code) => page.locator(`.strip [data-code="${code}"] button`);

test('cells copied in Excel are read with every digit; the text is one click away, and undone', async () => {
  const { page, watched, close } = await opened('clipboard_excel_german');
  assert.match(await page.locator('.decided').innerText(), /as a table of cells/);
  assert.match(await page.locator('[data-code="digits"]').innerText(), /86% was shown, 85,5% is in the cell[^]*3/);
  assert.equal(await cell(page, /^1234,5678$/).count(), 1);
  // A changed cell belongs to the form it was changed in.
  await cell(page, /^P1$/).click();
  await page.keyboard.type('Q1');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal(await page.locator('.changes').count(), 1);
  await flip(page, 'read_as').click();
  await settled(page);
  await cell(page, /^1\.234,6$/).waitFor();
  assert.match(await page.locator('[data-code="read_as"]').innerText(), /as plain text/);
  assert.equal(await page.locator('.changes').count(), 0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await settled(page);
  await cell(page, /^1234,5678$/).waitFor();
  assert.equal(await cell(page, /^Q1/).count(), 1);
  assert.deepEqual(await accessibilityProblems(page), []);
  expectQuiet(assert, watched);
  await close();
});

test('a saved session keeps both forms, and no path of the machine', async () => {
  const { page, close } = await opened('clipboard_excel_german');
  await page.locator('.keep summary').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-keep="session"]').click()]);
  const buffer = await readFile(await download.path());
  assert.doesNotMatch(buffer.toString(), /Users|<link/i);
  await page.getByRole('button', { name: 'Wipe' }).click();
  await settled(page, 'empty');
  await page.locator('input[type=file]').setInputFiles({ name: 'kept.gradus.json', mimeType: 'application/json', buffer });
  await settled(page);
  await cell(page, /^1234,5678$/).waitFor();
  await flip(page, 'read_as').click();
  await settled(page);
  await cell(page, /^1\.234,6$/).waitFor();
  await close();
});

test('a frame around a text is not taken for a table, and can be', async () => {
  const { page, close } = await opened('clipboard_frame_around_text');
  assert.equal(await cell(page, /^12\.5$/).count(), 1);
  await flip(page, 'read_as').click();
  await settled(page);
  await cell(page, /^A,12\.5,1$/).waitFor();
  await close();
});

for (const name of ['clipboard_libreoffice', 'clipboard_google_sheets']) {
  test(`${name}: hidden digits and line breaks inside cells arrive`, async () => {
    const { page, watched, close } = await opened(name);
    assert.match(await page.locator('[data-code="digits"]').innerText(), /is in the cell/);
    assert.equal(await page.locator('.grid tbody tr:not(.why)').count(), 2);
    expectQuiet(assert, watched);
    await close();
  });
}

test('a table copied out of a page with the keyboard', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  const html = '<table><tr><th>id<th>months<tr><td>A<td>two<br>lines<tr><td>B<td>7.25</table>';
  await paste(page, page.locator('#table-text'), { html });
  await settled(page);
  assert.match(await page.locator('.decided').innerText(), /as a table of cells/);
  assert.equal(await page.locator('.grid tbody tr:not(.why)').count(), 2);
  assert.equal(await cell(page, /^two\s+lines$/).count(), 1);
  await close();
});
