// What a reader does on the page, by the words he sees.

import { readFile } from 'node:fs/promises';
import { paste } from './clipboard.mjs';

const example = (name) => readFile(new URL(`../../../www/examples/${name}.csv`, import.meta.url), 'utf8');

/** The synthetic cohort as a spreadsheet copies it: tabs between cells, no quotes. */
export async function cohortFromSpreadsheet() {
  const text = await example('sts27');
  return text.trim().split(/\r?\n/).map((line) => line.replaceAll('"', '').split(',').join('\t')).join('\r\n');
}

/** Waits until the page as a whole is in a state: `empty`, `working`, `result` or `failed`. */
export async function settled(page, state = 'result') {
  await page.waitForFunction((wanted) => document.documentElement.dataset.state === wanted, state);
}

export async function chooseExample(page, name) {
  await page.locator(`[data-example="${name}"]`).click();
  await settled(page);
}

/** Opens a place by its name in the rail. */
export async function openPlace(page, name) {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await page.waitForFunction((place) => document.documentElement.dataset.place === place, name.toLowerCase());
  await settled(page);
}

/** Puts a table into the box with the keyboard's paste. */
export async function pasteTable(page, text) {
  await paste(page, page.locator('#table-text'), text);
}

/** The cells of the row that begins with `name` in a card, as shown. */
export async function row(page, slot, name) {
  const cells = page.locator(`[data-slot="${slot}"] table tr`, { has: page.getByRole('rowheader', { name, exact: true }) });
  return (await cells.locator('td').allInnerTexts()).map((text) => text.trim());
}

/** The same, with every digit. */
export async function exactly(page, slot, name) {
  const button = page.locator(`[data-slot="${slot}"]`).getByRole('button', { name: 'Every digit' });
  await button.click();
  const cells = await row(page, slot, name);
  await button.click();
  return cells;
}

/** The first card's figure as it is taken away. */
export async function svg(page) {
  const card = page.locator('.card').first();
  const details = card.locator('[data-part="export"]');
  if (!(await details.evaluate((one) => one.open))) await details.locator('summary').click();
  const [file] = await Promise.all([page.waitForEvent('download'), card.getByRole('button', { name: 'Figure (SVG)' }).click()]);
  return readFile(await file.path(), 'utf8');
}
