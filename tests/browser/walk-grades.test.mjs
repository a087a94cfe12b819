// The questions under Grades, asked of the synthetic cohort: a grade on another
// scale, the scales themselves; accessible, on wide and on narrow screens.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, openPlace, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const QUESTIONS = {
  change: 'From which grade to which, and does Δ hang on where it began?',
  convert: 'What is a grade on another scale?',
  scales: 'Which scales are there, and which convert exactly?',
  own: 'A scale of my own',
};

async function opened(topic, options) {
  const made = await newPage(site.browser, options);
  await made.page.goto(site.address);
  await chooseExample(made.page, 'sts27');
  await openPlace(made.page, 'Grades');
  if ((options?.viewport?.width ?? 1366) > 600) {
    await made.page.getByRole('link', { name: QUESTIONS[topic], exact: true }).click();
  } else await made.page.locator('.topics select').selectOption({ label: QUESTIONS[topic] });
  await settled(made.page);
  return made;
}

const says = (page, pattern) =>
  page.waitForFunction(
    ([source]) => new RegExp(source, 's').test(document.querySelector('main').innerText.replaceAll('\u00a0', ' ')),
    [pattern.source],
  );

test('every question is accessible and fits, on wide and on narrow screens', async () => {
  for (const [viewport, theme] of [[{ width: 1440, height: 900 }, 'light'], [{ width: 1024, height: 768 }, 'dark'], [{ width: 390, height: 844 }, 'dark']]) {
    for (const topic of Object.keys(QUESTIONS)) {
      const { page, watched, close } = await opened(topic, { viewport, theme });
      for (const details of await page.locator('main details').all()) {
        await details.evaluate((element) => (element.open = true));
      }
      assert.deepEqual(await accessibilityProblems(page), [], topic);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${topic}: ${wide} px too wide at ${viewport.width}`);
      expectQuiet(assert, watched);
      await close();
    }
  }
});

test('a grade, a per cent and a whole column are converted; undo takes a choice back', async () => {
  const { page, watched, close } = await opened('convert');
  await says(page, /75-95 can be D or C; which of them, it does not say\./);
  assert.match(await page.locator('canvas').getAttribute('aria-label'), /which can be D or C/);
  const value = page.getByLabel('Grade or per cent', { exact: true });
  await value.fill('97');
  await value.press('Tab');
  await says(page, /97 \(>95\) is C, and nothing else\./);
  await page.getByLabel('What to convert').selectOption('path_necrosis');
  await says(page, /15 of 27 patients have one grade of EORTC-STBSG/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await says(page, /97 \(>95\) is C, and nothing else\./);
  expectQuiet(assert, watched);
  await close();
});

test('scales are listed with how well they are known, the matrix, and those without per cents', async () => {
  const { page, watched, close } = await opened('scales');
  await says(page, /EORTC-STBSG histologic response score.*secondary: as others restate it/);
  await says(page, /Known by name, not convertible.*Mandard.*compares fibrosis with tumour in words/);
  await page.locator('[data-scale="eortc_stbsg"] summary').click();
  await says(page, /Wardelmann E, Haas RL/);
  expectQuiet(assert, watched);
  await close();
});

test('a scale of one’s own is made, saved, used for conversion and for a column, and read back', async () => {
  const { page, watched, close } = await opened('own');
  await page.getByRole('button', { name: 'Make a scale' }).click();
  const label = page.getByLabel('Label of grade 2', { exact: true });
  await label.fill('excellent');
  await label.press('Tab');
  const cut = page.getByLabel('Where poor ends, per cent', { exact: true });
  await cut.fill('120');
  await cut.press('Tab');
  await says(page, /A cut lies between 0 and 100 per cent/);
  await cut.fill('85');
  await cut.press('Tab');
  await settled(page);
  assert.deepEqual(await accessibilityProblems(page), []);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as JSON' }).click();
  const saved = await saving;
  assert.equal(saved.suggestedFilename(), 'my-scale.json');
  await page.getByRole('link', { name: 'Convert with it' }).click();
  await says(page, /poor can be E or D/);
  await page.getByRole('link', { name: 'A scale of my own', exact: true }).click();
  await page.locator('main .button.file input').setInputFiles(await saved.path());
  await says(page, /excellent.*excellent/);
  assert.equal(await page.locator('[data-own]').count(), 2);
  await page.getByRole('link', { name: 'How are the grades spread, and how far did they move?', exact: true }).click();
  await page.getByLabel('Scale of path_necrosis', { exact: true }).selectOption('own-1');
  // 25 readable texts are stretches: < 5 to 50–75 are poor, > 95 excellent, 75–95 is either.
  await says(page, /poor\s+\[0, 85\).*between grades/);
  expectQuiet(assert, watched);
  await close();
});

test('a change says how sure it is, and what is left of it among patients alike before', async () => {
  const { page, watched, close } = await opened('change');
  await says(page, /Necrosis certainly rose in 13, certainly fell in 5; 9 are open within their bands\. 1 began in the highest grade/);
  await says(page, /mri_post − mri_pre\) v mri_pre\s+−0\.249/);
  // R: ppcor's partial Spearman correlation of the same three columns.
  await says(page, /v path_necrosis given mri_pre\s+0\.312/);
  await page.waitForFunction(() => document.querySelectorAll('main canvas').length === 3);
  const told = await page.locator('main canvas').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  assert.match(told[0], /5-25 to <5 in 4/);
  assert.match(told[1], /necrosis certainly rose in 13 patients/);
  await page.locator('[data-slot="grades:change"] [data-part="export"] summary').click();
  for (const [button, start] of [['Slope chart (SVG)', '<svg'], ['Slope chart (PDF)', '%PDF'], ['Figure (PDF)', '%PDF']]) {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: button, exact: true }).first().click();
    const text = readFileSync(await (await saving).path(), 'latin1');
    assert.ok(text.slice(0, 200).includes(start), `${button}: ${text.slice(0, 60)}`);
  }
  expectQuiet(assert, watched);
  await close();
});

test('without a table a grade is converted and a printed figure is checked', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await page.getByRole('button', { name: 'Convert a grade to another scale' }).click();
  await says(page, /75-95 can be D or C/);
  assert.deepEqual(await page.locator('.rail a').allInnerTexts(), ['Data', 'Grades', 'Correlation', 'Learn']);
  assert.equal(await page.getByText('to look at').count(), 0);
  await page.getByRole('link', { name: 'How are the grades spread, and how far did they move?', exact: true }).click();
  await says(page, /No column has a role as a grade yet/);
  await page.getByRole('link', { name: 'Correlation', exact: true }).click();
  await page.getByRole('link', { name: 'Check a published figure', exact: true }).click();
  await says(page, /Only n = 25 gives this p/);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.getByRole('button', { name: 'Wipe' }).click();
  await settled(page, 'empty');
  expectQuiet(assert, watched);
  await close();
});
