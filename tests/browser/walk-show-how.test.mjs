// Every demonstration, walked through by keyboard alone: opened, stepped, played,
// closed; nothing for axe to find; still where motion is not wanted.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, openPlace, settled } from './support/steps.mjs';

let opened;
before(async () => (opened = await openBrowser()));
after(() => opened.close());

/** Tab until the focus is on what is looked for, as somebody without a mouse would. */
async function tabTo(page, selector) {
  for (let k = 0; k < 120; k++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  assert.fail(`the focus never came to ${selector}`);
}

const place = (page) => page.locator('.demonstration .place').innerText();
const now = (page) => page.locator('.demonstration .now').innerText();
const words = (page) => page.locator('.demonstration .words').innerText();

/** Another demonstration by typing its name into the menu. */
async function choose(page, show) {
  await page.locator('.demonstration select').first().focus();
  const index = await page.locator('.demonstration select').first().evaluate((select, wanted) => [...select.options].findIndex(({ value }) => value === wanted), show);
  assert.ok(index >= 0, show);
  await page.keyboard.press('Home');
  for (let k = 0; k < index; k++) await page.keyboard.press('ArrowDown');
  await settled(page);
  await page.waitForFunction((wanted) => document.querySelector('.demonstration select')?.value === wanted, show);
}

async function open(page) {
  await tabTo(page, '[data-opens="show"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.demonstration .now');
  await settled(page);
}

/** From the first step to the last and back, every step with words of its own. */
async function walk(page) {
  await page.locator('.demonstration').focus();
  await page.keyboard.press('Home');
  await settled(page);
  const total = Number((await place(page)).split(' of ')[1]);
  const said = async () => `${await now(page)} ${await words(page)}`;
  const seen = new Set([await said()]);
  for (let step = 2; step <= total; step++) {
    await page.keyboard.press('ArrowRight');
    await settled(page);
    assert.equal(await place(page), `Step ${step} of ${total}`);
    seen.add(await said());
  }
  assert.equal(seen.size, total, 'two steps say the same');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await place(page), `Step ${total - 1} of ${total}`);
  await page.keyboard.press('End');
  await settled(page);
  assert.equal(await place(page), `Step ${total} of ${total}`);
  return total;
}

test('curves and tests of the children’s trial, by keyboard alone', async () => {
  const { page, watched, close } = await newPage(opened.browser);
  await page.goto(opened.address);
  await chooseExample(page, 'gehan');
  await openPlace(page, 'Survival');
  await open(page);
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'demonstration');
  // Placebo has twelve times, 6-MP seven; it is chosen in its menu, and 6-MP again.
  await page.locator('.demonstration select').nth(1).focus();
  await page.keyboard.press('ArrowDown');
  await settled(page);
  assert.equal(await place(page), 'Step 1 of 14');
  await page.keyboard.press('ArrowUp');
  await settled(page);
  assert.equal(await place(page), 'Step 1 of 9');
  await page.locator('.demonstration').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await now(page), 'S(6) = 1 × (1 − 3/21) = 0.857');
  assert.equal(await page.locator('.demonstration tr.current').innerText().then((text) => text.replace(/\s+/g, ' ')), '6 21 3 0 18/21 0.857');
  assert.equal(await page.locator('.demonstration .words').getAttribute('aria-live'), 'polite');
  for (const show of ['kaplan_meier', 'redistribute', 'greenwood', 'log_rank', 'permutation']) {
    await choose(page, show);
    assert.ok((await walk(page)) > 5, show);
    assert.deepEqual(await accessibilityProblems(page), [], show);
  }
  // Escape closes, and the focus is back on the button.
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.demonstration').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-opens')), 'show');
  expectQuiet(assert, watched);
  await close();
});

test('play goes on by itself, and only when asked', async () => {
  const { page, watched, close } = await newPage(opened.browser);
  await page.clock.install();
  await page.goto(opened.address);
  await chooseExample(page, 'gehan');
  await openPlace(page, 'Survival');
  await open(page);
  await page.clock.runFor(30_000);
  assert.equal(await place(page), 'Step 1 of 9');
  await page.keyboard.press('Space');
  await page.clock.runFor(2_700);
  await page.waitForFunction(() => document.querySelector('.demonstration .place')?.textContent === 'Step 2 of 9');
  await page.keyboard.press('Space');
  const stopped = await place(page);
  await page.clock.runFor(30_000);
  assert.equal(await place(page), stopped);
  // At the end it stops by itself.
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await page.clock.runFor(2_700);
  await page.waitForFunction(() => document.querySelector('.demonstration .place')?.textContent === 'Step 9 of 9');
  assert.equal(await page.locator('.demonstration .play').innerText(), 'Play');
  expectQuiet(assert, watched);
  await close();
});

test('ranks, chance, κ and the hill, by keyboard alone; nothing slides where motion is not wanted', async () => {
  const { page, watched, close } = await newPage(opened.browser, { reducedMotion: 'reduce' });
  await page.goto(opened.address);
  await chooseExample(page, 'sts27');
  await openPlace(page, 'Correlation');
  await open(page);
  for (const show of ['spearman', 'permutation', 'bootstrap']) {
    await choose(page, show);
    assert.ok((await walk(page)) > 5, show);
    assert.deepEqual(await accessibilityProblems(page), [], show);
  }
  const moving = await page.locator('.demonstration tbody tr').first().evaluate((row) => getComputedStyle(row.children[0]).transitionDuration);
  assert.equal(moving, '0s');
  await page.keyboard.press('Escape');

  for (const [address, least] of [['#correlation?ask=agree', 6], ['#survival?ask=cox', 4]]) {
    await page.evaluate((hash) => (location.hash = hash), address);
    await page.waitForFunction((hash) => document.documentElement.dataset.place === hash.slice(1).split('?')[0], address);
    await settled(page);
    await open(page);
    assert.ok((await walk(page)) >= least, address);
    assert.deepEqual(await accessibilityProblems(page), [], address);
    await page.keyboard.press('Escape');
  }
  expectQuiet(assert, watched);
  await close();
});

for (const [name, size] of [['a projector', { width: 1920, height: 1080 }], ['a telephone', { width: 390, height: 844 }]]) {
  test(`nothing is clipped on ${name}, light and dark`, async () => {
    for (const theme of ['light', 'dark']) {
      const { page, watched, close } = await newPage(opened.browser, { ...size, theme });
      await page.goto(opened.address);
      await chooseExample(page, 'gehan');
      await openPlace(page, 'Survival');
      await page.locator('[data-opens="show"]').first().click();
      await page.waitForSelector('.demonstration .now');
      for (const show of ['kaplan_meier', 'log_rank', 'permutation']) {
        await page.locator('.demonstration select').first().selectOption(show);
        await settled(page);
        await page.keyboard.press('End');
        await settled(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 0, `${show} is wider than the screen`);
        const { panel, right } = await page.evaluate(() => {
          const panel = document.querySelector('.demonstration').getBoundingClientRect();
          const inside = [...document.querySelectorAll('.demonstration > *, .demonstration .controls > *')];
          return { panel: panel.right, right: Math.max(...inside.map((part) => part.getBoundingClientRect().right)) };
        });
        assert.ok(right <= panel + 1, `${show}: something ends at ${right}, the panel at ${panel}`);
        assert.deepEqual(await accessibilityProblems(page), [], `${show}, ${theme}`);
      }
      expectQuiet(assert, watched);
      await close();
    }
  });
}
