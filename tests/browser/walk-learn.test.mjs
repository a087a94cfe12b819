// The lessons, by keyboard alone: a truth is moved and its samples follow; a trap
// beside its repair; a class by its code. Accessible, quiet, and without a table.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, openPlace, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const plain = (text) => text.replaceAll('\u00a0', ' ');
const answer = async (page, slot) => plain(await page.locator(`[data-slot="${slot}"] .answer`).first().innerText());

/** Presses Tab until the element with the focus is called `name`. */
async function tabTo(page, name, most = 90) {
  for (let k = 0; k < most; k += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const { activeElement: at } = document;
      if (!at?.matches('a, button, input, select, summary, textarea, pre')) return '';
      return at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText;
    });
    if (here.replace(/\s+/g, ' ').includes(name)) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}

/** Waits until a card says something else than before. */
function changed(page, slot, before) {
  return page.waitForFunction(
    ([slot, before]) => document.querySelector(`[data-slot="${slot}"] .answer`)?.innerText.replaceAll('\u00a0', ' ') !== before,
    [slot, before],
  );
}

async function opened(fragment, options) {
  const made = await newPage(site.browser, options);
  await made.page.goto(`${site.address}${fragment}`);
  await settled(made.page);
  return made;
}

test('from the empty page to a moved truth and another sample, without a mouse', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await settled(page, 'empty');
  await tabTo(page, 'Learn');
  await page.keyboard.press('Enter');
  await settled(page);
  await tabTo(page, 'A trial of survival');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.match(await answer(page, 'learn:trial'), /^Sample 1: hazard ratio 0\.\d+ \(95 % CI/);
  assert.match(await answer(page, 'learn:trial:many'), /^Of 1000 samples \d+ % .*holds the truth in 9\d %/);
  const many = await answer(page, 'learn:trial:many');
  await tabTo(page, 'True hazard ratio');
  for (let k = 0; k < 4; k += 1) await page.keyboard.press('ArrowLeft');
  await changed(page, 'learn:trial:many', many);
  await settled(page);
  assert.match(page.url(), /#learn\?ask=trial&ratio=0\.4$/);
  assert.match(plain(await page.locator('[data-slot="learn:trial:many"] h2').innerText()), /true hazard ratio 0\.4$/);
  const first = await answer(page, 'learn:trial');
  await tabTo(page, 'Another sample');
  await page.keyboard.press('Enter');
  await changed(page, 'learn:trial', first);
  await settled(page);
  assert.match(await answer(page, 'learn:trial'), /^Sample 2:/);
  // The walk along the slider is one step back.
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await settled(page);
  assert.doesNotMatch(page.url(), /ratio=/);
  expectQuiet(assert, watched);
  await close();
});

test('a trap is chosen, and one’s own table is read the same way', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'sts27');
  await openPlace(page, 'Learn');
  await page.getByRole('link', { name: 'Hunting the best threshold' }).focus();
  await page.keyboard.press('Enter');
  await settled(page);
  assert.match(await answer(page, 'learn:trap'), /significant: 3\d % .*by the mistake .*, [2-5] % .*once repaired/);
  assert.match(await answer(page, 'learn:trap:own:ask:thresholds'), /naive p = 0\.039/);
  await tabTo(page, 'The trap');
  await page.keyboard.press('ArrowDown');
  await settled(page);
  assert.match(page.url(), /trap=immortal_time/);
  assert.match(await answer(page, 'learn:trap'), /^Only who lives until surgery/);
  expectQuiet(assert, watched);
  await close();
});

test('gradings, the study and every trap are moved by keys alone, and stay accessible', async () => {
  const { page, watched, close } = await opened('#learn?ask=grading');
  for (const [lesson, slot, slider] of [
    ['grading', 'learn:grading', 'Reader’s error'],
    ['study', 'learn:study', 'True hazard ratio'],
  ]) {
    await page.evaluate((to) => (location.hash = to), `#learn?ask=${lesson}`);
    await settled(page);
    await page.locator(`[data-slot="${slot}"] .answer`).waitFor();
    const before = await answer(page, slot);
    await tabTo(page, slider);
    for (let k = 0; k < 3; k += 1) await page.keyboard.press('ArrowRight');
    await changed(page, slot, before);
    await settled(page);
    assert.deepEqual(await accessibilityProblems(page), [], lesson);
  }
  await page.evaluate(() => (location.hash = '#learn?ask=trap'));
  await settled(page);
  const said = new Set();
  for (let k = 0; ; k += 1) {
    await page.locator('[data-slot="learn:trap"] .answer').waitFor();
    const now = await answer(page, 'learn:trap');
    assert.match(now, /by the mistake .*once repaired/, page.url());
    said.add(now.slice(0, 40));
    assert.deepEqual(await accessibilityProblems(page), [], page.url());
    const trap = await page.locator('[data-slot="learn:trap"] h2').innerText();
    await tabTo(page, 'The trap');
    await page.keyboard.press('ArrowDown');
    await settled(page);
    if ((await page.locator('[data-slot="learn:trap"] h2').innerText()) === trap) break;
    assert.ok(k < 20, 'the list ends');
  }
  assert.equal(said.size, 11);
  expectQuiet(assert, watched);
  await close();
});

test('a class: a code and a number, a line handed in, the wall with the truth', async () => {
  const { page, watched, close } = await opened('#learn?ask=class&code=B-101');
  await tabTo(page, 'Code of the class');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('h 2');
  await page.keyboard.press('Tab');
  await tabTo(page, 'Your number');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('3');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => document.querySelector('.hand-in pre')?.textContent.startsWith('H-2 3 '));
  const line = await page.locator('.hand-in pre').textContent();
  await tabTo(page, 'For the teacher');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Lines handed in');
  await page.keyboard.insertText(`${line}\nSmith 0.4`);
  await page.locator('[data-slot="learn:class:wall"] table').first().waitFor();
  await tabTo(page, 'Show the truth');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /true hazard ratio 0\.40/.test(document.querySelector('[data-slot="learn:class:wall"]').innerText.replaceAll('\u00a0', ' ')));
  const wall = plain(await page.locator('[data-slot="learn:class:wall"]').innerText());
  assert.match(wall, /as drawn/);
  assert.match(wall, /Smith 0\.4/);
  assert.doesNotMatch(page.url(), /Smith|0\.4/);
  assert.deepEqual(await accessibilityProblems(page), []);
  expectQuiet(assert, watched);
  await close();
});

const LESSONS = ['', '?ask=trial&effect=crossing', '?ask=grading', '?ask=study', '?ask=trap&trap=competing_as_censored', '?ask=class&students=12&reveal=yes'];
const LOOKS = {
  'light, projector': { theme: 'light', width: 1920, height: 1080 },
  'dark, 390 wide': { theme: 'dark', width: 390, height: 844 },
};

for (const [look, options] of Object.entries(LOOKS)) {
  describe(look, () => {
    for (const lesson of LESSONS) {
      test(`accessible and not clipped: #learn${lesson}`, async () => {
        const { page, watched, close } = await opened(`#learn${lesson}`, { reducedMotion: 'reduce', ...options });
        for (const details of await page.locator('main details').all()) await details.evaluate((element) => (element.open = true));
        assert.deepEqual(await accessibilityProblems(page), []);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
        const moving = await page.evaluate(() => document.getAnimations().length);
        assert.equal(moving, 0);
        for (const canvas of await page.locator('main canvas').all()) assert.match(await canvas.getAttribute('aria-label'), /\w{3}/);
        expectQuiet(assert, watched);
        await close();
      });
    }
  });
}
