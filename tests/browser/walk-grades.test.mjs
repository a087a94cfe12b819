// The questions under Grades, asked of the synthetic cohort: a grade on another
// scale, the scales themselves; accessible, on wide and on narrow screens.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, openPlace, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const QUESTIONS = {
  convert: 'What is a grade on another scale?',
  scales: 'Which scales are there, and which convert exactly?',
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
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    for (const topic of Object.keys(QUESTIONS)) {
      const { page, watched, close } = await opened(topic, { viewport });
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
