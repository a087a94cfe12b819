// Tables on their way into a spreadsheet: nothing in them runs as a formula, and
// numbers have the mark of the reader's own.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { openPlace, pasteTable, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

/** Two arms whose names are formulas; the times with a decimal comma. */
const ROWS = Array.from({ length: 12 }, (_, k) => `P${k};${k % 2 ? '=1+1' : '@SUM(A1)'};${k + 1},5;${k % 3 ? 1 : 0}`);
const TABLE = ['id;arm;os_months;os_event', ...ROWS].join('\r\n');

async function survival() {
  const own = await newPage(site.browser);
  await own.page.goto(site.address);
  await pasteTable(own.page, TABLE);
  await settled(own.page);
  await own.page.getByRole('button', { name: '1 = event, 0 = censored' }).first().click();
  await settled(own.page);
  await openPlace(own.page, 'Survival');
  const card = own.page.locator('[data-slot^="survival:"]').first();
  await card.locator('[data-part="export"] summary').click();
  return { ...own, card };
}

async function saved(page, card, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), card.getByRole('button', { name }).click()]);
  return (await readFile(await file.path(), 'utf8')).replace('\ufeff', '').trim().split('\r\n');
}

test('names that begin like formulas stand behind an apostrophe, numbers as they are', async () => {
  const { page, watched, close, card } = await survival();
  const [head, ...curves] = await saved(page, card, 'Curves (CSV)');
  assert.match(head, /^group;time;at risk;/);
  const cells = curves.map((row) => row.split(';'));
  assert.deepEqual([...new Set(cells.map(([group]) => group))].sort(), ["'=1+1", "'@SUM(A1)"]);
  // The first of arm =1+1 is P1: 2.5 months, an event, all six at risk.
  const first = cells.find(([group, time]) => group === "'=1+1" && time !== '0');
  assert.deepEqual(first.slice(1, 5), ['2,5', '6', '1', '0']);
  assert.match(first[5], /^0,8333333333333\d*$/);
  const numbers = await saved(page, card, 'Numbers (CSV)');
  assert.ok(numbers.some((line) => line.includes("'=1+1")));
  assert.ok(!numbers.some((line) => /(^|;)[=@]/.test(line)));
  assert.deepEqual(await accessibilityProblems(page), []);
  expectQuiet(assert, watched);
  await close();
});

test('the other mark is chosen for copies and files alike', async () => {
  const { page, close, card } = await survival();
  await card.getByLabel('Decimal mark of tables copied and saved').selectOption('point');
  const curves = await saved(page, card, 'Curves (CSV)');
  assert.match(curves[0], /^group,time,at risk,/);
  assert.ok(curves.some((line) => line.startsWith("'=1+1,2.5,6,1,0,0.8333")));
  await card.getByRole('button', { name: 'Copy the table' }).click();
  const sheet = await page.context().newPage();
  await sheet.setContent('<textarea></textarea>');
  await sheet.locator('textarea').focus();
  await sheet.keyboard.press('Control+V');
  const text = await sheet.locator('textarea').inputValue();
  assert.match(text, /'=1\+1/);
  assert.match(text, /\d\.\d/);
  assert.doesNotMatch(text, /\d,\d/);
  await close();
});
