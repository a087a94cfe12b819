// Everything by keyboard alone, in reading order, with the focus always in sight.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { row, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

/** Presses Tab until the element with the focus says `name`. */
async function tabTo(page, name, most = 80) {
  for (let k = 0; k < most; k += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const { activeElement: at } = document;
      if (!at?.matches('a, button, input, select, summary, textarea')) return '';
      return at.getAttribute('aria-label') ?? at.innerText;
    });
    if (here.replace(/\s+/g, ' ').includes(name)) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}

test('from the empty page to a changed cut', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await settled(page, 'empty');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.innerText), 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
  await tabTo(page, '27 soft-tissue sarcomas');
  await page.keyboard.press('Enter');
  await settled(page);
  await tabTo(page, 'Survival');
  await page.keyboard.press('Enter');
  await settled(page);
  await tabTo(page, 'Cut');
  assert.ok(await focusIsVisible(page));
  await page.keyboard.press('ArrowDown');
  await settled(page);
  assert.match(page.url(), /at=75/);
  await tabTo(page, 'Every digit');
  await page.keyboard.press('Enter');
  const [low] = await row(page, 'survival:Progression-free survival', 'Events expected if the groups were alike');
  assert.match(low, /^\d+\.\d{8,}$/);
  await tabTo(page, 'Who was counted');
  await page.keyboard.press('Enter');
  assert.ok(await page.getByText('path_necrosis is missing').first().isVisible());
  expectQuiet(assert, watched);
  await close();
});

test('the answer is announced once, not at every step', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await settled(page, 'empty');
  await page.evaluate(() => {
    window.said = [];
    new MutationObserver(() => window.said.push(document.querySelector('[role=status]').textContent)).observe(
      document.querySelector('[role=status]'),
      { childList: true, characterData: true, subtree: true },
    );
  });
  await page.locator('[data-example="sts27"]').click();
  await settled(page);
  await page.waitForTimeout(100);
  const said = await page.evaluate(() => window.said);
  assert.equal(said.length, 1, said.join(' | '));
  assert.match(said[0], /ρ\s=\s0\.44/);
  await close();
});

/** The outline is there and not the colour of what it lies on. */
function focusIsVisible(page) {
  return page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
}
