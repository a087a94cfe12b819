// One click on an example, and the study is there: the numbers that R gives, in
// three places, hosted and from a file.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fromFile, openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, exactly, openPlace, row, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

/** survdiff and survfit of R's survival 3.5-3, groups below 50 % and from 50 %. */
const ENDPOINTS = {
  'Progression-free survival': {
    events: ['13', '4'],
    expected: ['10.0', '6.96'],
    median: ['18.2', 'not reached'],
    chi: 2.14018903280621,
    p: 0.143484210049927,
  },
  'Local-recurrence-free survival': {
    events: ['8', '3'],
    expected: ['6.95', '4.05'],
    median: ['34.6', 'not reached'],
    chi: 0.436141451546242,
    p: 0.508990716094458,
  },
  'Disease-specific survival': {
    events: ['6', '1'],
    expected: ['5.54', '1.46'],
    median: ['51.9', 'not reached'],
    chi: 0.206037277338323,
    p: 0.649891235687916,
  },
};

for (const place of ['hosted', 'from a file']) {
  describe(place, () => {
    const address = () => (place === 'hosted' ? site.address : fromFile);

    test('the synthetic cohort gives its two correlations', async () => {
      const { page, watched, close } = await newPage(site.browser);
      await page.goto(address());
      await settled(page, 'empty');
      await chooseExample(page, 'sts27');
      assert.deepEqual(await row(page, 'correlation:post', 'Spearman’s ρ'), ['0.439']);
      assert.deepEqual(await row(page, 'correlation:post', 'p (t approximation)'), ['0.028']);
      assert.deepEqual(await row(page, 'correlation:post', 'Pairs used, n'), ['25']);
      assert.deepEqual(await row(page, 'correlation:delta', 'Spearman’s ρ'), ['0.243']);
      assert.deepEqual(await row(page, 'correlation:delta', 'p (t approximation)'), ['0.241']);
      // R's cor.test prints these with fifteen digits.
      assert.deepEqual(await exactly(page, 'correlation:post', 'Spearman’s ρ'), ['0.439136947927605']);
      near(await exactly(page, 'correlation:post', 'p (t approximation)'), 0.0280761788249513);
      assert.match(await page.locator('.cohort').innerText(), /SYNTHETIC.*27 patients.*25 with pathology/);
      expectQuiet(assert, watched);
      await close();
    });

    test('three endpoints, split at pathology of at least 50 %', async () => {
      const { page, watched, close } = await newPage(site.browser);
      await page.goto(address());
      await chooseExample(page, 'sts27');
      await openPlace(page, 'Survival');
      for (const [name, known] of Object.entries(ENDPOINTS)) {
        const slot = `survival:${name}`;
        assert.deepEqual(await row(page, slot, 'Patients'), ['15', '10'], name);
        assert.deepEqual(await row(page, slot, 'Events'), known.events, name);
        assert.deepEqual(await row(page, slot, 'Events expected if the groups were alike'), known.expected, name);
        assert.deepEqual(await row(page, slot, 'Median, months'), known.median, name);
        near(await exactly(page, slot, 'χ²'), known.chi);
        near(await exactly(page, slot, 'p'), known.p);
        const canvas = page.locator(`[data-slot="${slot}"] canvas`);
        assert.ok((await canvas.getAttribute('aria-label')).length > 20, name);
        assert.ok(await inked(canvas), `${name} is drawn`);
      }
      assert.match(page.url(), /#survival\?by=pathology&at=50&side=ge$/);
      expectQuiet(assert, watched);
      await close();
    });
  });
}

test('Freireich’s trial by treatment', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'gehan');
  const slot = 'survival:Remission';
  assert.deepEqual(await row(page, slot, 'Patients'), ['21', '21']);
  assert.deepEqual((await row(page, slot, 'Events')).sort(), ['21', '9']);
  assert.deepEqual((await row(page, slot, 'Median, weeks')).sort(), ['23.0', '8.00']);
  near(await exactly(page, slot, 'χ²'), 16.7929409892165);
  assert.deepEqual(await row(page, slot, 'p'), ['< 0.0001']);
  expectQuiet(assert, watched);
  await close();
});

test('grades are read as intervals, and Δ three ways', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'sts27');
  await openPlace(page, 'Grades');
  // SYN-01: 25–50 before, 75–95 after: two steps, 85 − 37.5 points.
  const first = page.locator('table.patients tbody tr').first();
  assert.match(await first.innerText(), /SYN-01\s+25-50\s+\[25, 50\)\s+75-95\s+\[75, 95\].*\+2\s+\+47\.5\s+\(25, 70\]/);
  await page.locator('.sentence select').selectOption('upper_inclusive');
  await settled(page);
  assert.match(await first.innerText(), /\(25, 50\]/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await settled(page);
  assert.match(await first.innerText(), /\[25, 50\)/);
  await page.getByRole('button', { name: 'Redo' }).click();
  await settled(page);
  assert.match(await first.innerText(), /\(25, 50\]/);
  expectQuiet(assert, watched);
  await close();
});

test('the words of the sentence are menus, and the address says them without data', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'sts27');
  await openPlace(page, 'Survival');
  await page.getByLabel('What splits the patients').selectOption('post');
  await page.getByLabel('Cut', { exact: true }).selectOption('75');
  await settled(page);
  assert.match(page.url(), /#survival\?by=post&at=75&side=ge$/);
  // mri_post of at least 75 %: 8 of 27, counted in the file by hand.
  assert.deepEqual(await row(page, 'survival:Progression-free survival', 'Patients'), ['19', '8']);
  await page.goBack();
  await page.waitForFunction(() => document.documentElement.dataset.place === 'correlation');
  await close();
});

/** One number with all its digits, equal to R's as a distribution's tail can be. */
function near([text, ...more], expected) {
  assert.equal(more.length, 0);
  assert.ok(text.length > 12, `${text} has every digit`);
  assert.ok(Math.abs(Number(text) - expected) <= 1e-11 * expected, `${text}, not ${expected}`);
}

/** Whether anything but paper is on a canvas. */
function inked(canvas) {
  return canvas.evaluate((element) => {
    const { data } = element.getContext('2d').getImageData(0, 0, element.width, element.height);
    const seen = new Set();
    for (let k = 0; k < data.length; k += 4) seen.add(data[k] * 65536 + data[k + 1] * 256 + data[k + 2]);
    return seen.size > 10;
  });
}
