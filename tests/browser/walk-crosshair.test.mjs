// The curves read along time, by keyboard and by pointer: what is said is the
// engine's own numbers.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

test('arrow keys go from step to step and say time, survival, limits, at risk and gap', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'gehan');
  await settled(page);
  const slider = page.getByRole('slider', { name: 'Read the curves along time' });
  await slider.focus();
  const said = () => slider.getAttribute('aria-valuetext');
  await page.keyboard.press('Home');
  assert.match(await said(), /100 %, 21 at risk.*100 %, 21 at risk/);
  // Freireich 1963 as printed by R's survfit: 6-MP at 6 weeks 0.857 with 17 at risk
  // after it; placebo 14 alive of 21 after 5 weeks, 12 from 5 on.
  for (let k = 0; k < 40 && !/: 6\.00/.test(await said()); k += 1) await page.keyboard.press('ArrowRight');
  assert.match(await said(), /6-MP: 85\.7 % \(62\.0 % to 95\.2 %\), 17 at risk/);
  assert.match(await said(), /control: 57\.1 %.*, 12 at risk/);
  assert.match(await said(), /apart by 28\.6 points/);
  await page.keyboard.press('End');
  assert.match(await said(), /control: nobody followed so long/);
  assert.equal(await page.locator('.crosshair .read').isVisible(), true);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.crosshair .read').count(), 0);

  const box = await slider.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
  await page.locator('.crosshair .read').waitFor();
  const read = await page.locator('.crosshair .read').boundingBox();
  assert.ok(read.x >= box.x - 1 && read.x + read.width <= box.x + box.width + 1, 'the reading stays over the plot');
  await page.mouse.move(5, 5);
  assert.equal(await page.locator('.crosshair .read').count(), 0);
  expectQuiet(assert, watched);
  await close();
});
