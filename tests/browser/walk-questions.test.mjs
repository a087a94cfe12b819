// Questions answered and words looked up by keyboard alone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, openPlace, settled } from './support/steps.mjs';

let opened;
before(async () => (opened = await openBrowser()));
after(() => opened.close());

async function tabTo(page, selector) {
  for (let k = 0; k < 150; k++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  assert.fail(`the focus never came to ${selector}`);
}

const questions = (page) => page.locator('.quiz .asked').allInnerTexts();

test('a student answers questions on the children’s trial', async () => {
  const { page, watched, close } = await newPage(opened.browser);
  await page.goto(`${opened.address}#learn?ask=questions&level=read&set=3`);
  await page.waitForSelector('.quiz .asked');
  await settled(page);
  const first = await questions(page);
  assert.equal(first.length, 6);
  assert.match(page.url(), /#learn\?ask=questions&level=read&set=3$/);

  // Level 2 asks for the median of 6-MP, 23 weeks as published.
  await page.evaluate(() => (location.hash = '#learn?ask=questions&level=understand&set=3'));
  const median = page.locator('.quiz li', { hasText: 'What is the median in 6-MP?' });
  await median.waitFor();
  await settled(page);
  await median.locator('input').focus();
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  assert.match(await median.locator('.verdict').innerText(), /Not yet/);
  await median.locator('input').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('23,0');
  await page.keyboard.press('Enter');
  assert.match(await median.locator('.verdict').innerText(), /✓ Right\. 23\.0 weeks/);
  assert.match(await page.locator('.score').innerText(), /1 of \d right/);
  assert.equal(new URL(page.url()).hash, '#learn?ask=questions&level=understand&set=3');

  // The hint opens the demonstration at the step that answers the question.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await median.locator('.demonstration .now').waitFor();
  await settled(page);
  assert.match(await median.locator('.demonstration .now').innerText(), /^S\(23\) = 0\.538/);
  assert.deepEqual(await accessibilityProblems(page), []);
  await tabTo(page, '.demonstration button');
  await page.keyboard.press('ArrowLeft');
  await settled(page);
  assert.match(await median.locator('.demonstration .now').innerText(), /^S\(22\)/);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.demonstration').count(), 0);

  // The same seed asks the same, another seed something else.
  await page.evaluate(() => (location.hash = '#learn?ask=questions&level=read&set=3'));
  await page.waitForFunction((text) => document.querySelector('.quiz .asked')?.textContent.replace(/\s/g, ' ') === text, first[0].replace(/\s/g, ' '));
  assert.deepEqual(await questions(page), first);
  await page.getByRole('button', { name: 'Other questions' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction((text) => document.querySelector('.quiz .asked')?.textContent.replace(/\s/g, ' ') !== text, first[0].replace(/\s/g, ' '));
  await settled(page);
  assert.notDeepEqual(await questions(page), first);
  expectQuiet(assert, watched);
  await close();
});

test('every level on the synthetic cohort, on a projector and a telephone', async () => {
  for (const size of [{ width: 1920, height: 1080 }, { width: 390, height: 844, theme: 'dark' }]) {
    const { page, watched, close } = await newPage(opened.browser, size);
    await page.goto(opened.address);
    await chooseExample(page, 'sts27');
    for (const level of ['read', 'understand', 'work']) {
      await page.evaluate((name) => (location.hash = `#learn?ask=questions&level=${name}&set=2`), level);
      await page.waitForFunction((name) => location.hash.includes(name) && document.querySelectorAll('.quiz .asked').length > 3, level);
      await settled(page);
      assert.deepEqual(await accessibilityProblems(page), [], level);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 0, `${level} is wider than the screen`);
    }
    expectQuiet(assert, watched);
    await close();
  }
});

test('a word of an answer explains itself below it; all of them stand under Learn', async () => {
  const { page, watched, close } = await newPage(opened.browser);
  await page.goto(opened.address);
  await chooseExample(page, 'gehan');
  await openPlace(page, 'Survival');
  const term = page.locator('.answer button.term', { hasText: 'hazard ratio' });
  await term.focus();
  await page.keyboard.press('Enter');
  const note = page.locator('.term-note');
  assert.match(await note.innerText(), /How many times as fast events happen/);
  assert.equal(await term.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await accessibilityProblems(page), []);
  await note.getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await note.count(), 0);
  const onCard = page.locator('[data-part="words"]').first();
  await onCard.locator('summary').focus();
  await page.keyboard.press('Enter');
  assert.match(await onCard.innerText(), /log-rank test/);

  await page.evaluate(() => (location.hash = '#learn?ask=glossary'));
  await page.waitForSelector('.terms.all dt');
  assert.ok((await page.locator('.terms.all dt').count()) >= 30);
  assert.deepEqual(await accessibilityProblems(page), []);
  expectQuiet(assert, watched);
  await close();
});
