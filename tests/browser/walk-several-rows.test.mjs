// A REDCap export on the page: one row for each patient by a chosen rule, columns
// that may name a patient dropped at once, and both taken back.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { pasteTable, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const headings = (page) => page.locator('.grid thead .name').allInnerTexts();
const rows = (page) =>
  page.locator('.grid tbody tr:not(.why)').evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim())),
  );

test('several rows of a patient become one by the rule chosen, and come back', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, await readFile(new URL('../tables/redcap_raw.csv', import.meta.url), 'utf8'));
  await settled(page);
  const rule = page.getByLabel('What becomes of several rows of one patient');
  assert.equal(await rule.inputValue(), 'as_they_are');
  const all = (await rows(page)).length;
  assert.ok(all > 2);
  const death = async () => {
    const at = (await headings(page)).indexOf('death');
    return (await rows(page)).map((cells) => cells[at]);
  };
  // By hand from the file: patient 1 has blank, 0, 1; patient 2 blank, 0.
  for (const [chosen, expected] of [['last_filled', ['1', '0']], ['first_filled', ['0', '0']], ['first_row', ['blank', 'blank']], ['last_row', ['1', '0']]]) {
    await rule.selectOption(chosen);
    await page.waitForFunction((value) => document.querySelector('[data-part="patient-rows"] select')?.value === value, chosen);
    await settled(page);
    assert.deepEqual(await death(), expected, chosen);
  }
  assert.deepEqual(await accessibilityProblems(page), []);
  await rule.selectOption('as_they_are');
  await settled(page);
  await page.waitForFunction((count) => document.querySelectorAll('.grid tbody tr:not(.why)').length === count, all);
  expectQuiet(assert, watched);
  await close();
});

test('a column that may name a patient is dropped at once, and nothing that leaves the page holds it', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, 'patient_name\tweeks\tdied\tbirth_date\nAda Lovelace\t3\t1\t1950-01-02\nBea Miller\t4\t0\t1951-02-03\nCyd Charis\t5\t1\t1952-03-04\n');
  await settled(page);
  for (const name of ['patient_name', 'birth_date']) {
    await page.locator(`[data-identifier="${name}"] .flip`).click();
    await settled(page);
    await page.locator(`[data-dropped="${name}"]`).waitFor();
  }
  assert.deepEqual(await headings(page), ['weeks', 'died']);
  assert.doesNotMatch(await page.locator('main').innerText(), /Lovelace|1950/);
  await page.locator('[data-dropped="birth_date"] .flip').click();
  await settled(page);
  assert.ok((await headings(page)).includes('birth_date'));
  await page.keyboard.press('Control+z');
  await settled(page);
  await page.waitForFunction(() => document.querySelectorAll('.grid thead .name').length === 2);
  expectQuiet(assert, watched);
  await close();
});
