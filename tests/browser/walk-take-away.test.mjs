// What a reader takes with him: the table into a spreadsheet, the figure and the
// curves as files, all with every digit.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { crc32 } from 'node:zlib';
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
  await page.locator(`${SLOT} .also`, { hasText: 'Exact permutation log-rank p' }).waitFor();
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
  // Groups, log-rank test, and the same by counting.
  assert.equal(await sheet.locator('div table').count(), 3);
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

test('the figure is a PDF and a picture of the width and fineness chosen', async () => {
  const { page, watched, close } = await survival();
  const pdf = await download(page, 'Figure (PDF)');
  assert.match(pdf, /^%PDF-1\.\d/);
  // 170 mm are 481.9 points.
  assert.match(pdf, /\/MediaBox \[0 0 481\.8\d* /);
  const card = page.locator(SLOT);
  await card.getByLabel('Printed width of PDF and PNG').selectOption('85');
  await card.getByLabel('Dots per inch of the PNG').selectOption('600');
  const [file] = await Promise.all([page.waitForEvent('download'), card.getByRole('button', { name: 'Figure (PNG)' }).click()]);
  const png = await readFile(await file.path());
  assert.deepEqual([...png.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
  // 85 mm at 600 dots per inch: 2007.9 pixels, 23622 to the metre.
  assert.equal(png.readUInt32BE(16), 2008);
  const at = png.indexOf('pHYs');
  assert.deepEqual([png.readUInt32BE(at + 4), png.readUInt32BE(at + 8), png[at + 12]], [23622, 23622, 1]);
  assert.equal(png.readUInt32BE(at + 13), crc32(png.subarray(at, at + 13)));
  expectQuiet(assert, watched);
  await close();
});

test('the figure goes to the clipboard as a picture', async () => {
  const { page, watched, close } = await survival({ permissions: ['clipboard-read', 'clipboard-write'] });
  const card = page.locator(SLOT);
  await card.locator('[data-part="export"] summary').click();
  await card.getByRole('button', { name: 'Copy the figure' }).click();
  await page.waitForFunction(async () => {
    const [item] = await navigator.clipboard.read();
    if (!item?.types.includes('image/png')) return false;
    const picture = await createImageBitmap(await item.getType('image/png'));
    return picture.width === 2008 && picture.height > 500;
  });
  expectQuiet(assert, watched);
  await close();
});

async function download(page, name) {
  const card = page.locator(SLOT);
  await card.locator('[data-part="export"] summary').click();
  const [file] = await Promise.all([page.waitForEvent('download'), card.getByRole('button', { name }).click()]);
  return readFile(await file.path(), 'utf8');
}

test('all endpoints are one figure with the groups named once', async () => {
  const { page, watched, close } = await survival();
  await page.locator('[data-part="together"] summary').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-part="together"]').getByRole('button', { name: 'Figure (SVG)' }).click(),
  ]);
  const svg = await readFile(await file.path(), 'utf8');
  for (const name of ['Progression-free survival', 'Local-recurrence-free survival', 'Disease-specific survival']) {
    assert.match(svg, new RegExp(`${name} \\(%\\)`));
  }
  assert.equal(svg.match(/>Number at risk</g).length, 3);
  expectQuiet(assert, watched);
  await close();
});
