// Columns made from others on the page: a difference, a cut, another scale, merged
// values, and a time from dates with its check table; used, kept and taken back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, pasteTable, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const headings = (page) => page.locator('.grid thead .name').allInnerTexts();
const column = async (page, name) => {
  const at = (await headings(page)).indexOf(name);
  assert.ok(at >= 0, `${name} is in the grid`);
  return page.locator('.grid tbody tr:not(.why)').evaluateAll((rows, k) => rows.map((row) => row.querySelectorAll('td')[k].innerText.trim()), at);
};

test('differences, cuts, scales and merged values are made, used and taken back', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'sts27');
  await page.locator('.rail a[href^="#data"]').click();
  await settled(page);
  const make = async (kind, choose = async () => {}) => {
    await page.locator(`[data-make="${kind}"]`).click();
    await choose();
    await page.locator('.made form .main').click();
    await settled(page);
  };
  await make('delta', () => page.getByLabel('Name of the new column').fill('rise'));
  const [pre, post, rise] = [await column(page, 'mri_pre'), await column(page, 'mri_post'), await column(page, 'rise')];
  const steps = ['<5%', '5-25%', '25-50%', '50-75%', '75-95%', '>95%'];
  assert.deepEqual(rise.map(Number), post.map((grade, k) => steps.indexOf(grade) - steps.indexOf(pre[k])));

  await make('cut', async () => {
    await page.getByLabel('The column', { exact: true }).selectOption('rise');
    await page.getByLabel('Cut', { exact: true }).fill('2');
    await page.getByLabel('Cut', { exact: true }).press('Tab');
  });
  assert.deepEqual(new Set(await column(page, 'rise cut at 2')), new Set(['rise ≥ 2', 'rise < 2']));
  assert.equal(await page.getByLabel('Role of rise cut at 2').inputValue(), 'group');

  await make('converted', () => page.getByLabel('What it becomes').selectOption('huvos_common'));
  assert.ok((await column(page, 'mri_pre as huvos_common')).includes('I'));

  const histologies = [...new Set(await column(page, 'histology'))];
  await make('merged', async () => {
    await page.getByLabel('The column', { exact: true }).selectOption('histology');
    for (const text of histologies.slice(0, 2)) await page.locator('.made .flip', { hasText: new RegExp(`^\\s*${text}\\s*$`) }).click();
    await page.getByLabel('What it becomes').fill('the two');
    await page.getByLabel('What it becomes').press('Tab');
  });
  const merged = await column(page, 'histology merged');
  assert.deepEqual(merged, (await column(page, 'histology')).map((text) => (histologies.slice(0, 2).includes(text) ? 'the two' : text)));
  assert.deepEqual(await accessibilityProblems(page), []);

  // Used: the curves by what was made.
  await page.locator('.rail a[href^="#survival"]').click();
  await settled(page);
  await page.getByLabel('What splits the patients').selectOption({ label: 'rise cut at 2' });
  await settled(page);
  await page.waitForFunction(() => /rise\s≥\s2/.test(document.querySelector('.card')?.textContent ?? ''));

  // Taken back with what was made from it; undone again.
  await page.locator('.rail a[href^="#data"]').click();
  await settled(page);
  const before = await headings(page);
  await page.locator('[data-step="rise"] .flip').click();
  await settled(page);
  await page.waitForFunction(() => !document.querySelector('[data-step="rise"]'));
  assert.deepEqual(await headings(page), before.filter((name) => !name.startsWith('rise')));
  await page.getByRole('button', { name: 'Undo' }).click();
  await settled(page);
  await page.waitForFunction(() => document.querySelector('[data-step="rise"]'));
  assert.deepEqual(await headings(page), before);
  expectQuiet(assert, watched);
  await close();
});

test('a time is made from dates, with a cut-off, and a status column is checked against them', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, [
    'who\tsurgery\tdied\tseen\tvital',
    'A\t2020-01-01\t2020-01-31\t2020-01-31\tdead',
    'B\t2020-01-01\t\t2020-03-01\talive',
    'C\t2020-01-01\t\t2020-02-01\tdead',
    'D\t2020-01-01\t2020-06-01\t2020-06-01\talive',
    'E\t2020-01-01\t2021-01-01\t2021-01-01\tdead',
  ].join('\n'));
  await settled(page);
  await page.locator('[data-make="endpoint_from_dates"]').click();
  await page.getByLabel('The date time begins').selectOption('surgery');
  await page.getByLabel('The date of the event').selectOption('died');
  await page.getByLabel('The date of last contact').selectOption('seen');
  await page.getByLabel('Unit of time', { exact: true }).selectOption('days');
  await page.getByLabel('Follow-up is looked at up to this day').fill('2020-12-31');
  await page.getByLabel('The column that also says whether it happened').selectOption('vital');
  await page.getByLabel('The value that means it happened').selectOption('dead');
  await page.getByLabel('The date from which a patient is under observation').selectOption('surgery');
  await page.getByLabel('The date from which a patient is under observation').selectOption('');
  await page.getByLabel('Name of the new column').fill('OS from surgery');
  await page.getByLabel('Name of the new column').press('Tab');
  await page.locator('.made form .main').click();
  await settled(page);
  // 30 and 60 days; a death without date and one against the status; 365 days to the cut-off.
  assert.deepEqual(await column(page, 'OS from surgery time'), ['30', '60', 'blank', 'blank', '365']);
  assert.deepEqual(await column(page, 'OS from surgery event'), ['1', '0', 'blank', 'blank', '0']);
  const check = await page.locator('.check td.number').allInnerTexts();
  assert.deepEqual(check, ['2', '1', '1', '1']);
  const problems = await page.locator('.to-look-at').innerText();
  assert.match(problems, /status says that the event happened, but it has no date/);
  assert.match(problems, /has a date, but the status says that it did not happen/);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.locator('.rail a[href^="#survival"]').click();
  await settled(page);
  await page.waitForFunction(() => document.querySelector('.card')?.textContent.includes('OS from surgery'));
  expectQuiet(assert, watched);
  await close();
});

test('a split by what is found later says so, and a date of entry answers it', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, [
    'who\tdiagnosis\tsurgery\tdied\tseen\tpath_necrosis',
    'A\t2020-01-01\t2020-03-01\t2020-05-01\t2020-05-01\t<5',
    'B\t2020-01-01\t2020-02-01\t\t2020-07-01\t50-75',
    'C\t2020-01-01\t2020-02-15\t2020-08-01\t2020-08-01\t>95',
    'D\t2020-01-01\t2020-03-15\t2020-06-01\t2020-06-01\t5-25',
  ].join('\n'));
  await settled(page);
  const make = async (name, entry) => {
    await page.locator('[data-make="endpoint_from_dates"]').click();
    await page.getByLabel('The date time begins').selectOption('diagnosis');
    await page.getByLabel('The date of the event').selectOption('died');
    await page.getByLabel('The date of last contact').selectOption('seen');
    await page.getByLabel('The date from which a patient is under observation').selectOption(entry);
    await page.getByLabel('Unit of time', { exact: true }).selectOption('days');
    await page.getByLabel('Name of the new column').fill(name);
    await page.getByLabel('Name of the new column').press('Tab');
    await page.locator('.made form .main').click();
    await settled(page);
  };
  await make('OS', '');
  await page.locator('.rail a[href^="#survival"]').click();
  await settled(page);
  await page.getByLabel('What splits the patients').selectOption('pathology');
  await settled(page);
  await page.locator('[data-part="known-later"] summary').click();
  assert.match(await page.locator('[data-part="known-later"]').innerText(), /immortal time/);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.locator('[data-part="known-later"] a').click();
  await settled(page);
  await page.locator('[data-step="OS"] .flip').click();
  await settled(page);
  await make('OS', 'surgery');
  assert.deepEqual(await column(page, 'OS entry'), ['60', '31', '45', '74']);
  assert.equal(await page.getByLabel('Role of OS entry').inputValue(), 'entry:0');
  await page.locator('.rail a[href^="#survival"]').click();
  await settled(page);
  assert.equal(await page.locator('[data-part="known-later"]').count(), 0);
  expectQuiet(assert, watched);
  await close();
});
