// What a reader takes with him: the table into a spreadsheet, the figure and the
// curves as files, all with every digit.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, openPlace } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const SLOT = '[data-slot="survival:Progression-free survival"]';

async function survival(options) {
  const own = await newPage(site.browser, options);
  await own.page.goto(site.address);
  await chooseExample(own.page, 'sts27');
  await openPlace(own.page, 'Survival');
  return own;
}

test('the table is copied as cells, not as a picture of them', async () => {
  const { page, watched, close } = await survival();
  await page.locator(SLOT).getByRole('button', { name: 'Copy the table' }).click();
  const sheet = await page.context().newPage();
  await sheet.setContent('<textarea></textarea><div contenteditable></div>');
  await sheet.locator('textarea').focus();
  await sheet.keyboard.press('Control+V');
  const lines = (await sheet.locator('textarea').inputValue()).split('\n').map((line) => line.split('\t'));
  assert.equal(lines.find(([name]) => name === 'Events').slice(1).join(), '13,4');
  // survdiff of R: 10.0405575682077 and 6.95944243179235.
  const [low, high] = lines.find(([name]) => name.startsWith('Events expected')).slice(1).map(Number);
  assert.ok(Math.abs(low - 10.0405575682077) < 1e-12 && Math.abs(high - 6.95944243179235) < 1e-12);
  await sheet.locator('div').focus();
  await sheet.keyboard.press('Control+V');
  assert.equal(await sheet.locator('div table').count(), 2);
  expectQuiet(assert, watched);
  await close();
});

test('the figure is a file of SVG with its words as text', async () => {
  const { page, watched, close } = await survival();
  const svg = await download(page, 'Figure (SVG)');
  assert.match(svg, /^<\?xml[^]*<svg [^]*<text[^]*Number at risk[^]*<\/svg>\s*$/);
  expectQuiet(assert, watched);
  await close();
});

test('the curves are a table with the steps of both groups', async () => {
  const { page, close } = await survival();
  const rows = (await download(page, 'Curves (CSV)')).replace('\ufeff', '').trim().split('\r\n');
  assert.match(rows[0], /^group,time,at risk,events,censored,survival,standard error,/);
  const cells = rows.slice(1).map((row) => row.split(','));
  const events = cells.reduce((sum, row) => sum + Number(row[3]), 0);
  assert.equal(events, 17);
  // The first step of 15: one patient progressed at 0.1 months.
  const first = cells.find(([group]) => group.includes('<'));
  assert.deepEqual(first.slice(1, 5), ['0.1', '15', '1', '0']);
  assert.ok(Math.abs(Number(first[5]) - 14 / 15) < 1e-15);
  await close();
});

async function download(page, name) {
  const card = page.locator(SLOT);
  await card.locator('[data-part="export"] summary').click();
  const [file] = await Promise.all([page.waitForEvent('download'), card.getByRole('button', { name }).click()]);
  return readFile(await file.path(), 'utf8');
}
