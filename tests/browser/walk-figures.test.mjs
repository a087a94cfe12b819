// Figures moved by hand, heard, and of the whole cohort: dragged words, buttons that do
// the same, courses of patients, small multiples, and the figures behind a question.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, openPlace, settled, svg } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

/** Where a text stands in the file, and how wide the figure is. */
function place(file, text, part = 'note') {
  const found = new RegExp(`<text([^>]*class="${part}[^>]*)>${text}`).exec(file)?.[1] ?? assert.fail(`no ${text}`);
  return ['x', 'y'].map((name) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(found)[1]));
}

test('the printed numbers and a name are dragged, moved by buttons, undone, and kept', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'gehan');
  await settled(page);
  const plain = await svg(page);
  const stage = page.locator('.stage').first();
  const box = await stage.locator('canvas').boundingBox();
  const by = box.width / Number(/<svg[^>]* width="([\d.]+)/.exec(plain)[1]);
  const drag = async (text, right, down, part) => {
    const [x, y] = place(await svg(page), text, part);
    await stage.scrollIntoViewIfNeeded();
    const at = await stage.locator('canvas').boundingBox();
    const from = [at.x + (x + 8) * by, at.y + (y - 4) * by];
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(from[0] + right / 2, from[1] + down / 2);
    await page.mouse.move(from[0] + right, from[1] + down);
    assert.equal(await page.locator('.moving').count(), 1, 'its frame goes with the pointer');
    await page.mouse.up();
    await settled(page);
    return [x, y];
  };
  const [x, y] = await drag('Log-rank', -100, 50);
  const moved = place(await svg(page), 'Log-rank');
  assert.ok(Math.abs(moved[0] - x + 100 / by) < 1.5 && Math.abs(moved[1] - y - 50 / by) < 1.5, `${[x, y]} ${moved}`);
  assert.equal(await page.locator('.moving').count(), 0);

  const [a, b] = await drag('control', -50, -30, 'label');
  const name = place(await svg(page), 'control', 'label');
  assert.ok(Math.abs(name[0] - a + 50 / by) < 1.5 && Math.abs(name[1] - b + 30 / by) < 1.5, `${[a, b]} ${name}`);

  // The same by buttons.
  await page.locator('[data-part="look"] > summary').click();
  await page.locator('#look-move').selectOption('note');
  await page.getByRole('button', { name: 'Move to the right' }).click();
  await settled(page);
  assert.ok(place(await svg(page), 'Log-rank')[0] > moved[0] + 10);
  assert.deepEqual(await accessibilityProblems(page), []);

  // A session file keeps it; undo takes it back step by step.
  for (let k = 0; k < 3; k += 1) {
    await page.getByRole('button', { name: 'Undo' }).click();
    await settled(page);
  }
  assert.equal(await svg(page), plain);
  expectQuiet(assert, watched);
  await close();
});

test('curves are heard: a pitch a step, group after group', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.addInitScript(() => {
    window.heard = [];
    class Param { constructor(log) { this.log = log; } setValueAtTime(value, at) { this.log?.push([value, at]); } setTargetAtTime() {} }
    class Node { connect(next) { return next; } }
    window.AudioContext = class {
      currentTime = 0;
      destination = new Node();
      createGain() { return Object.assign(new Node(), { gain: new Param() }); }
      createOscillator() {
        const steps = [];
        window.heard.push(steps);
        return Object.assign(new Node(), { frequency: new Param(steps), start() {}, stop() {} });
      }
      async close() {}
    };
  });
  await page.goto(site.address);
  await chooseExample(page, 'gehan');
  await settled(page);
  const button = page.getByRole('button', { name: 'Hear the curves' });
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  const heard = await page.evaluate(() => window.heard);
  assert.equal(heard.length, 2);
  for (const steps of heard) {
    assert.equal(steps[0][0], 880, 'everybody free of the event: two octaves above 220 Hz');
    for (let k = 1; k < steps.length; k += 1) assert.ok(steps[k][0] <= steps[k - 1][0] && steps[k][1] >= steps[k - 1][1]);
  }
  // Placebo ends with nobody left (R: survival 0 at 23 weeks), 6-MP at 0.448.
  const lasts = heard.map((steps) => steps.at(-1)[0]).sort((p, q) => p - q);
  assert.ok(Math.abs(lasts[0] - 220) < 1e-6 && Math.abs(lasts[1] - 220 * 2 ** (2 * 0.448179271708683)) < 1e-6, `${lasts}`);
  assert.ok(heard[1][0][1] > heard[0].at(-1)[1], 'one after the other');
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  expectQuiet(assert, watched);
  await close();
});

test('the crosshair says who was censored at a step', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'gehan');
  await settled(page);
  const slider = page.getByRole('slider', { name: 'Read the curves along time' });
  await slider.focus();
  const said = () => slider.getAttribute('aria-valuetext');
  await page.keyboard.press('Home');
  for (let k = 0; k < 40 && !/: 6\.00/.test(await said()); k += 1) await page.keyboard.press('ArrowRight');
  // Of four children on 6-MP at 6 weeks one was censored.
  assert.match(await said(), /6-MP: .*17 at risk, 1 censored here/);
  await close();
});

test('courses and small multiples open with their tables, at every width', async () => {
  for (const width of [1440, 390]) {
    const { page, watched, close } = await newPage(site.browser, { width, height: 900 });
    await page.goto(site.address);
    await chooseExample(page, 'sts27');
    await openPlace(page, 'Survival');
    const courses = page.locator('[data-part="figures:courses"]');
    await courses.locator('> summary').click();
    await courses.locator('canvas').waitFor();
    await settled(page);
    assert.match(await courses.locator('canvas').getAttribute('aria-label'), /Course of every patient.*25 patients/);
    assert.equal(await courses.locator('tbody tr').count(), 25);
    const many = page.locator('[data-part="figures:multiples"]');
    await many.locator('> summary').click();
    await many.locator('canvas').waitFor();
    await settled(page);
    assert.match(await many.locator('> summary').innerText(), /\d+ small figures/);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, 'nothing is wider than the page');
    assert.deepEqual(await accessibilityProblems(page), []);
    expectQuiet(assert, watched);
    await close();
  }
});
