// A reader pastes his own table, says which value is the event, and has his study.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { cohortFromSpreadsheet, openPlace, pasteTable, row, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

test('from a spreadsheet to three curves in four clicks', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, await cohortFromSpreadsheet());
  await settled(page);
  assert.match(await page.locator('.cohort').innerText(), /27 patients/);
  // Nothing is guessed: before anybody says what 1 means there is no event.
  assert.doesNotMatch(await page.locator('.cohort').innerText(), /events/);
  const questions = page.locator('.events.asking > .questions > .question');
  assert.equal(await questions.count(), 3);
  assert.match(await questions.first().innerText(), /1\s+18[^]*0\s+9|0\s+9[^]*1\s+18/);
  for (let left = 3; left > 0; left -= 1) {
    await page.waitForFunction((n) => document.querySelectorAll('.events.asking > .questions > .question').length === n, left);
    await questions.first().getByRole('button', { name: '1 = event, 0 = censored' }).click();
  }
  await settled(page);
  assert.match(await page.locator('.answers').innerText(), /ρ\s=\s0\.44/);
  await openPlace(page, 'Survival');
  assert.deepEqual(await row(page, 'survival:Progression-free survival', 'Events'), ['13', '4']);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.match(await page.locator('main').innerText(), /say which value is the event/);
  await page.getByRole('button', { name: 'Redo' }).click();
  await settled(page);
  expectQuiet(assert, watched);
  await close();
});

test('one click for all endpoints whose values are the same', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, await cohortFromSpreadsheet());
  await settled(page);
  await page.locator('.for-all').getByRole('button', { name: '1 = event, 0 = censored' }).click();
  await settled(page);
  assert.equal(await page.locator('.events.asking').count(), 0);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await page.locator('.events.asking > .questions > .question').count(), 3);
  await close();
});

test('a text that reads like not known is missing only when somebody says so', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, (await cohortFromSpreadsheet()).replace('<5%\t\t2\t1', '<5%\tNA\t2\t1'));
  await settled(page);
  const problem = page.locator('.problems li[data-code="grade_unread"]');
  assert.equal(await problem.count(), 1);
  await page.getByRole('button', { name: 'It means missing' }).click();
  await settled(page);
  assert.equal(await problem.count(), 0);
  await close();
});

test('the same endpoint the other way round is another study', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, await cohortFromSpreadsheet());
  await settled(page);
  await page.locator('.question').first().getByRole('button', { name: '0 = event, 1 = censored' }).click();
  await settled(page);
  await openPlace(page, 'Survival');
  // 9 of 27 are 0; two of those without pathology, one is 0: 8 with pathology.
  assert.deepEqual(await row(page, 'survival:Progression-free survival', 'Events'), ['2', '6']);
  await close();
});

test('a role changed in the grid changes what is computed', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, await cohortFromSpreadsheet());
  await settled(page);
  await page.getByLabel('Role of mri_pre').selectOption('none');
  await settled(page);
  await openPlace(page, 'Correlation');
  assert.equal(await page.locator('.card').count(), 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await settled(page);
  assert.equal(await page.locator('.card').count(), 3);
  await close();
});

test('a decimal comma is seen over the whole block, and said', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  const text = (await cohortFromSpreadsheet()).replaceAll('.', ',');
  await pasteTable(page, text);
  await settled(page);
  assert.match(await page.locator('.cohort').innerText(), /12,5 read as 12\.5/);
  await page.locator('.question').first().getByRole('button', { name: '1 = event, 0 = censored' }).click();
  await settled(page);
  await openPlace(page, 'Survival');
  assert.deepEqual(await row(page, 'survival:Progression-free survival', 'Median, months'), ['18.2', 'not reached']);
  await close();
});

test('a file is read without going through the box', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  const buffer = Buffer.from(await cohortFromSpreadsheet());
  await page.locator('input[type=file]').setInputFiles({ name: 'cohort.tsv', mimeType: 'text/plain', buffer });
  await settled(page);
  assert.match(await page.locator('.cohort').innerText(), /cohort\.tsv.*27 patients/);
  assert.equal(await page.locator('.grid tbody tr:not(.why)').count(), 27);
  await close();
});

test('wipe forgets the table, the text and the address', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, await cohortFromSpreadsheet());
  await settled(page);
  await page.getByRole('button', { name: 'Wipe' }).click();
  await settled(page, 'empty');
  assert.equal(await page.locator('#table-text').inputValue(), '');
  await pasteTable(page, await cohortFromSpreadsheet());
  await settled(page);
  await close();
});
