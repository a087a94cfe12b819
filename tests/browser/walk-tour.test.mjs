// The walk through the study: opened by its address, gone through by keys alone,
// one idea a screen, with what the engine answers.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { paste } from './support/clipboard.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

/** What stands on a screen: values of R and of the abstract, not of this page. */
const SEEN = {
  // Fisher's z by hand: tanh(atanh ρ ± 1.96/√22).
  sure: [/Fisher interval, 95 %\s*0\.054–0\.711/, /Fisher interval, 95 %\s*−0\.171 to 0\.580/],
  size: [/Only n = 25 gives this p/, /The p fits n = 25, 26, 27/],
  difference: [/0\.44 against 0\.24/],
  // The count of all pairings: 0.0291885781184376.
  exact: [/exact p = 0\.029/],
  conclude: [/Not shown is not absent/],
};

test('twelve ideas by arrow keys, each accessible, the address holding settings alone', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(`${site.address}#learn?ask=tour&stop=1&present=1`);
  const stops = [];
  for (;;) {
    await settled(page);
    const stop = await page.locator('.tour').getAttribute('data-stop');
    if (stops.includes(stop)) break;
    stops.push(stop);
    for (const said of SEEN[stop] ?? []) {
      await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('.tour').innerText.replace(/\s+/g, ' ')), said.source);
    }
    assert.deepEqual(await accessibilityProblems(page), [], stop);
    assert.equal(await page.evaluate(() => scrollY), 0, stop);
    assert.equal(await page.locator('.rail').isVisible(), false);
    await page.keyboard.press(stops.length % 2 ? 'ArrowRight' : 'PageDown');
    // After the last idea come the lessons.
    if (!(await page.locator('.tour').count())) break;
  }
  assert.equal(stops.length, 12);
  assert.deepEqual([stops[0], stops.at(-1)], ['reported', 'conclude']);
  assert.doesNotMatch(page.url(), /ask=tour/);
  await page.keyboard.press('ArrowLeft');
  await page.locator('.tour[data-stop="conclude"]').waitFor();
  assert.match(page.url(), /#learn\?ask=tour&stop=12&present=1$/);
  await page.keyboard.press('Escape');
  await page.locator('.rail').waitFor();
  assert.match(page.url(), /#learn\?ask=tour&stop=12$/);
  expectQuiet(assert, watched);
  await close();
});

test('nobody’s own table gives way without a click', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await paste(page, page.locator('#table-text'), 'who\tbefore\tafter\n1\t<5\t50-75\n2\t5-25\t>95\n');
  await settled(page);
  await page.locator('.rail a[href^="#learn"]').click();
  await page.getByRole('link', { name: 'This study, critically' }).last().click();
  await settled(page);
  assert.match(await page.locator('main').innerText(), /Your own table would give way/);
  await page.locator('.rail a[href^="#data"]').click();
  assert.match(await page.locator('.grid').innerText(), /50-75/);
  await page.goBack();
  await page.getByRole('button', { name: 'Open the synthetic cohort' }).click();
  await page.locator('.tour[data-stop="reported"]').waitFor();
  await page.getByRole('link', { name: 'Next' }).click();
  await page.locator('.tour[data-stop="size"]').waitFor();
  expectQuiet(assert, watched);
  await close();
});
