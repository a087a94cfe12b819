// Every question of the Survival place, asked of the synthetic cohort: the
// answer stands in words, accessible, and the sentence's words are its menus.
// Expected numbers: R 4.2, survival 3.5-3, on the same file.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, openPlace, row, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

/** Each question, the slot of its card, and what its answer says. */
const ASKED = [
  // coxph(Surv(pfs_months, pfs_event) ~ g): 0.4425 (0.144–1.36), p = 0.155.
  ['Cox regression', 'cox', /Hazard ratio 0\.44 \(95 % CI 0\.14–1\.36, p = 0\.15\) for path_necrosis ≥ 50 % against < 50 %; 17 events in 25 patients/],
  // coin: Gehan–Breslow 0.446, Peto–Peto 0.328 by permutation; the exact p of Z = −1.514 is 0.1322.
  ['Other tests', 'tests', /log-rank p = 0\.14.*Other tests: 7 weighted log-rank tests p = .*Gehan–Breslow\s0\.572\s1\s0\.449/],
  ['Other tests', 'tests:exact', /Exact permutation log-rank p = 0\.13 .*432071 of 3268760/],
  ['Mean time', 'mean', /Mean time free of the event within the first 50 months: 23\.5 /],
  // cox.zph: χ² 2.56, p = 0.109.
  ['Proportional hazards?', 'alike', /Test of proportional hazards p = 0\.11\..*all together\s2\.56/],
  ['Proportional hazards?', 'alike:log', /keep the same distance/],
  ['Proportional hazards?', 'alike:hazard', /Nelson–Aalen/],
  // Schoenfeld by hand: Φ(√(17 · 0.24) ln 2 − 1.96) = 0.288; 7.849/(0.24 ln² 2) = 68.07.
  ['What could this cohort show?', 'reach', /With 17 events a hazard ratio of 0\.50 is found with a chance of 29 %\..*Events needed: 69 for a power of 80 %, 92 for/],
  ['What could this cohort show?', 'reach:simulated', /hazard ratio of 0\.50/],
  ['All tests at once', 'family', /Of 3 tests of 25 patients the strongest is Progression-free survival .* once all are allowed for/],
  // survdiff and coxph without each of the 25 patients in turn: p 0.0728–0.3850, 0.334–0.608.
  ['What does it hang on?', 'influence', /Leaving out any one of 25, the hazard ratio is 0\.33–0\.61 and p 0\.073–0\.38 \(with all, p = 0\.14\)/],
  ['What does it hang on?', 'influence:grades', /Given only the grades/],
  ['Competing risks', 'competing', /Incidence at 36 months: 77 % .* against 40 %/],
  // maxstat.test: statistic 1.652 at the lowest grade; Hothorn–Lausen 0.357, 1992 0.715, 1994 0.293.
  ['Every threshold', 'thresholds', /4 cuts tried; the best, path_necrosis <5 against above, has permutation p = 0\.29 .*\(naive p = 0\.039\).* The cut in use, ≤ 25-50 against above, has log-rank p = 0\.14.*Hothorn–Lausen bound\s0\.357\sLausen–Schumacher 1992\s0\.715\sLausen–Schumacher 1994\s0\.293/],
];

async function opened(options) {
  const made = await newPage(site.browser, options);
  await made.page.goto(site.address);
  await chooseExample(made.page, 'sts27');
  await openPlace(made.page, 'Survival');
  return made;
}

const open = (page, name) => page.getByRole('link', { name, exact: true }).click();

/** Waits until the card of a slot says what is expected. */
async function says(page, slot, expected) {
  const given = [`ask:${slot}`, expected.source];
  const found = ([name, source]) => {
    const card = document.querySelector(`[data-slot="${name}"]`);
    return card && new RegExp(source, 's').test(card.innerText.replaceAll('\u00a0', ' '));
  };
  await page.waitForFunction(found, given);
}

test('every question is answered in words, on wide and on narrow screens', async () => {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    const { page, watched, close } = await opened({ viewport });
    for (const [name, slot, expected] of ASKED) {
      if (viewport.width > 600) await open(page, name);
      else await page.locator('.topics select').selectOption({ label: name });
      await says(page, slot, expected);
      await settled(page);
      assert.deepEqual(await accessibilityProblems(page), [], name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${name}: ${wide} px too wide at ${viewport.width}`);
    }
    expectQuiet(assert, watched);
    await close();
  }
});

test('a model takes another covariate, strata and grades as they are meant', async () => {
  const { page, watched, close } = await opened();
  await open(page, 'Cox regression');
  await says(page, 'cox', /0\.44 \(95 % CI/);
  // coxph(~ g + age): 0.46958 and 0.98839.
  await page.getByLabel('Covariate 2', { exact: true }).selectOption({ label: 'age' });
  await says(page, 'cox', /0\.47 .* for path_necrosis ≥ 50 % against < 50 %; 0\.99 .* for age; 17 events/);
  // Two coefficients need 20 events.
  await says(page, 'cox', /17 events for 2 coefficients are few/);
  assert.equal((await row(page, 'ask:cox', 'age'))[0], '0.99');
  await page.getByLabel('Covariate 2', { exact: true }).selectOption({ label: '(leave out)' });
  // coxph(~ g + strata(histology)): 0.79995.
  await page.getByLabel('Strata', { exact: true }).selectOption({ label: 'histology' });
  await says(page, 'cox', /Hazard ratio 0\.80/);
  assert.match(page.url(), /ask=cox&strata=column-3/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByLabel('Covariate 1', { exact: true }).selectOption({ label: 'pathology necrosis' });
  await says(page, 'cox', /path_necrosis per step/);
  await page.getByLabel('How a grade enters').selectOption({ label: 'groups, each against the lowest' });
  // Nobody with > 95 % had an event: Firth's fit at once, and why.
  await says(page, 'cox', /Firth's penalised hazard ratio .* for path_necrosis: >95 against <5; .* has no finite estimate/);
  expectQuiet(assert, watched);
  await close();
});

test('a cause of death is a competing event once somebody says so, and a blank is alive', async () => {
  const { page, watched, close } = await opened();
  await open(page, 'Competing risks');
  await page.getByLabel('Endpoint', { exact: true }).selectOption({ label: 'Disease-specific survival' });
  await page.getByText('nothing competes here').waitFor();
  await page.getByRole('link', { name: 'Say it now' }).click();
  await page.getByLabel('Role of death_cause').selectOption({ label: 'event of Disease-specific survival' });
  await page.getByLabel('What “sarcoma” means').waitFor();
  for (const [value, meaning] of [['sarcoma', 'event'], ['other', 'competing event'], ['(blank)', 'censored']]) {
    const menu = page.getByLabel(`What “${value}” means`);
    // Once every value has its meaning, the coding folds away.
    if (!(await menu.isVisible())) await page.locator('.events summary').click();
    await menu.selectOption({ label: meaning });
  }
  await openPlace(page, 'Survival');
  await open(page, 'Competing risks');
  // cuminc and crr of cmprsk 2.2-11: 30.1 % and 11.1 % at 36 months, Gray p 0.744;
  // subdistribution hazard ratio 0.683 (0.0861–5.41), cause-specific 0.604.
  await says(page, 'competing', /Incidence at 36 months: 30 % .* against 11 % .*1 − Kaplan–Meier would say 35 % and 11 %\. Gray's test p = 0\.74/);
  await says(page, 'competing:model', /Fine–Gray\) 0\.68 \(95 % CI 0\.09–5\.41, p = 0\.72\).*Cox\) 0\.60 /);
  expectQuiet(assert, watched);
  await close();
});

test('a window is typed, and the address keeps it', async () => {
  const { page, watched, close } = await opened();
  await open(page, 'Mean time');
  await says(page, 'mean', /first 50 months/);
  const field = page.getByLabel('How far the window reaches');
  await field.fill('36');
  await field.press('Tab');
  // summary(survfit(…), rmean = 36): 20.91222 and 24.47.
  await says(page, 'mean', /within the first 36 months: 20\.9 .* against 24\.5 /);
  assert.match(page.url(), /ask=mean&window=36$/);
  expectQuiet(assert, watched);
  await close();
});

test('many groups are compared in pairs and for trend', async () => {
  const { page, watched, close } = await opened();
  await open(page, 'Other tests');
  await page.getByLabel('What splits the patients').selectOption({ label: 'histology' });
  await says(page, 'tests', /trend over the groups p = .*Every two groups, log-rank/);
  await page.getByLabel('How p-values of every two groups').selectOption({ label: 'Bonferroni' });
  await says(page, 'tests', /Pair\sχ²\sp\sBonferroni/);
  expectQuiet(assert, watched);
  await close();
});
