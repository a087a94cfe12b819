// Every question of the Correlation place, asked of the synthetic cohort: the
// answer stands in words, accessible, and the sentence's words are its menus.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, openPlace, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

/** Each question and what its answer says. The methods are held to other
 *  programs elsewhere; here the question must reach its answer. */
const ASKED = [
  ['Every coefficient', 'coefficients', /ρ = 0\.44 .*exact p = 0\.029/],
  ['Does one relate more strongly than another?', 'more', /0\.44 against 0\.24: difference 0\.20 .*p = 0\.21 \(Williams\)/],
  ['What is left once a third is held fixed?', 'given', /Partial ρ = 0\.31/],
  ['What hides inside the grades?', 'hidden', /ρ can be 0\.14–0\.68/],
  ['How far do two gradings agree?', 'agree', /κ with quadratic weights = 0\.41/],
  ['How far do several readers agree?', 'readers', /Krippendorff's α \(ordinal\) 0\.33/],
  ['Do groups differ?', 'groups', /Mann–Whitney exact p = 0\.087/],
  ['Did the grades change?', 'twice', /Wilcoxon exact p = 0\.0024/],
  ['Check a published figure', 'printed', /Only n = 25 gives this p/],
  ['How many patients?', 'needed', /46 for 80 %, 61 for 90 %/],
];

async function opened(options) {
  const made = await newPage(site.browser, options);
  await made.page.goto(site.address);
  await chooseExample(made.page, 'sts27');
  await openPlace(made.page, 'Correlation');
  return made;
}

const answerOf = (page, topic) => page.locator(`[data-slot="correlation:${topic}"]`);

/** Spaces that do not break are spaces. */
const plain = (text) => text.replaceAll('\u00a0', ' ');

async function says(page, topic, expected) {
  await page.waitForFunction(
    ([slot, source, flags]) => {
      const card = document.querySelector(`[data-slot="${slot}"]`);
      return card && new RegExp(source, flags).test(card.innerText.replaceAll('\u00a0', ' '));
    },
    [`correlation:${topic}`, expected.source, `${expected.flags}s`],
  );
  assert.match(plain(await answerOf(page, topic).innerText()), new RegExp(expected.source, 's'));
}

test('every question is answered in words, on wide and on narrow screens', async () => {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    const { page, watched, close } = await opened({ viewport });
    for (const [name, topic, expected] of ASKED) {
      if (viewport.width > 600) await page.getByRole('link', { name, exact: true }).click();
      else await page.locator('.topics select').selectOption({ label: name });
      await says(page, topic, expected);
      await settled(page);
      assert.deepEqual(await accessibilityProblems(page), [], name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${name}: ${wide} px too wide at ${viewport.width}`);
    }
    expectQuiet(assert, watched);
    await close();
  }
});

test('the words of a sentence are menus, and undo takes a choice back', async () => {
  const { page, watched, close } = await opened();
  await page.getByRole('link', { name: 'How far do two gradings agree?', exact: true }).click();
  await says(page, 'agree', /mri_post v path_necrosis/);
  await page.locator('main .sentence select').first().selectOption({ label: 'pre-treatment MRI' });
  await says(page, 'agree', /mri_pre v path_necrosis/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await says(page, 'agree', /mri_post v path_necrosis/);
  expectQuiet(assert, watched);
  await close();
});

test('a printed correlation is checked with the numbers typed', async () => {
  const { page, watched, close } = await opened();
  await page.getByRole('link', { name: 'Check a published figure', exact: true }).click();
  await says(page, 'printed', /Only n = 25 gives this p/);
  const rho = page.getByLabel('Correlation printed', { exact: true });
  await rho.fill('0.5');
  // The page is drawn again while somebody types.
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.waitForTimeout(100);
  assert.equal(await rho.inputValue(), '0.5');
  await rho.press('Tab');
  await says(page, 'printed', /ρ = 0\.5, n = 25/);
  expectQuiet(assert, watched);
  await close();
});

test('a printed t, χ² and hazard ratio are checked likewise', async () => {
  const { page, watched, close } = await opened();
  await page.getByRole('link', { name: 'Check a published figure', exact: true }).click();
  const kind = page.getByLabel('What is printed', { exact: true });
  // R: 2 * pt(-2.35, 23), pchisq(7.15, 2, lower.tail = FALSE), and z of the limits.
  await kind.selectOption({ label: 't' });
  await says(page, 'printed', /p = 0\.028, 0\.027 to 0\.028 given the rounding; the p printed belongs to it/);
  const df = page.getByLabel('Degrees of freedom printed', { exact: true });
  await df.fill('60');
  await df.press('Tab');
  await says(page, 'printed', /p = 0\.022, .*the p printed does not belong to it/);
  await kind.selectOption({ label: 'χ²' });
  await says(page, 'printed', /p = 0\.028, 0\.028 to 0\.028 given the rounding; the p printed belongs to it/);
  await kind.selectOption({ label: 'a hazard ratio' });
  await says(page, 'printed', /the p printed belongs to it.*about 30 events at least/);
  assert.deepEqual(await accessibilityProblems(page), []);
  expectQuiet(assert, watched);
  await close();
});

test('groups are at least two, a p is named once, and tables of κ fit a narrow screen', async () => {
  const { page, watched, close } = await opened({ viewport: { width: 390, height: 844 } });
  await page.locator('.topics select').selectOption({ label: 'Do groups differ?' });
  await says(page, 'groups', /Mann–Whitney p \(exact: all pairings counted\)/);
  const menus = await page.locator('main .sentence select').allInnerTexts();
  assert.ok(menus.length > 1 && menus.every((text) => !text.includes('nothing: one curve')), menus.join());
  await page.locator('.topics select').selectOption({ label: 'How far do two gradings agree?' });
  await says(page, 'agree', /Its standard errors/);
  const wide = await page.locator('main .wide').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.getAttribute('aria-label')));
  assert.deepEqual(wide.filter((name) => /κ|standard errors/.test(name)), []);
  expectQuiet(assert, watched);
  await close();
});
