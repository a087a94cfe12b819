// What a statistician asks next, on the page: the curves read off, a band for the whole
// curve, a landmark, weights and an interaction, predicted curves, cuts fixed
// beforehand, a second reader. Expected numbers: R 4.2, survival 3.5-3, same file.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, openPlace, row, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

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
  const found = ([name, source]) => {
    const card = document.querySelector(`[data-slot="${name}"]`);
    return card && new RegExp(source, 's').test(card.innerText.replaceAll('\u00a0', ' '));
  };
  await page.waitForFunction(found, [slot, expected.source]).catch(async () => {
    assert.fail(`${expected} is not in: ${await page.locator(`[data-slot="${slot}"]`).innerText()}`);
  });
}

async function type(page, label, text) {
  const field = page.getByLabel(label);
  await field.fill(text);
  await field.press('Tab');
}

async function sound(page, name) {
  await settled(page);
  assert.deepEqual(await accessibilityProblems(page), [], name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${name}: ${wide} px too wide`);
}

test('the curves are read off at chosen times, by chosen limits, with a band for the whole', async () => {
  const { page, watched, close } = await opened();
  await open(page, 'The curves, read off');
  // survfit(conf.type = "log-log") at 36 months: 0.2333 (0.059–0.473), 0.6 (0.253–0.827).
  await says(page, 'ask:detail', /Free of the event at 36 months: 23 % \(95 % CI 6–47 %\) with .* against 60 % \(95 % CI 25–83 %\)/);
  await says(page, 'ask:detail', /What the end of the curve rests on/);
  await type(page, 'Times at which the curves are read', '12; 24');
  await says(page, 'ask:detail', /at 12\s66\.7 %\s37\.5 %–84\.6 %\s10/);
  await page.getByLabel('Level of the limits').selectOption({ label: '90 %' });
  await says(page, 'ask:detail', /90 % CI/);
  await page.getByLabel('What is drawn around the curves').selectOption({ label: 'one band for the whole curve (equal precision)' });
  await says(page, 'ask:detail', /The band for the whole curve.*Quantile in place of 1\.96/);
  await page.locator('[data-slot="ask:detail"] summary', { hasText: 'How' }).first().click();
  await says(page, 'ask:detail', /90 % simultaneous band of equal precision \(Nair\)/);
  await page.getByLabel('Scale of the limits').selectOption({ label: 'beta product (small samples)' });
  await says(page, 'ask:detail', /by the beta product/);
  assert.match(page.url(), /limits=beta-product.*times=12%2C\+24/);
  await sound(page, 'detail');
  expectQuiet(assert, watched);
  await close();
});

test('a landmark leaves out those over by then, wherever it is said', async () => {
  const { page, watched, close } = await opened();
  await type(page, 'Landmark: time is counted anew', '6');
  // survdiff of the 20 followed beyond 6 months: χ² 3.031, p = 0.082.
  await says(page, 'survival:Progression-free survival', /log-rank p = 0\.082\. 20 patients, 12 events/);
  await open(page, 'Cox regression');
  // coxph: 0.282, p = 0.103.
  await says(page, 'ask:cox', /Hazard ratio 0\.28 .*p = 0\.10.*12 events in 20 patients/);
  assert.match(page.url(), /landmark=6/);
  await sound(page, 'landmark');
  expectQuiet(assert, watched);
  await close();
});

test('Cox regression takes weights and an interaction, and draws what it predicts', async () => {
  const { page, watched, close } = await opened();
  await open(page, 'Cox regression');
  // survfit(coxph, newdata) at 36 months: 0.27151 and 0.56166.
  await says(page, 'ask:cox:predicted', /What the model predicts.*at 36\s27\.2 %.*at 36\s56\.2 %/);
  await page.getByLabel('A weight for each patient').selectOption({ label: 'age' });
  // coxph(weights = age): 0.42852 (0.372–0.493).
  await page.waitForFunction(() => /0\.43 \(95 % CI 0\.37–0\.49/.test(document.querySelector('[data-slot="ask:cox"]').innerText.replaceAll('\u00a0', ' ')));
  await page.getByLabel('A weight for each patient').selectOption({ label: 'none' });
  await page.getByLabel('Covariate 2', { exact: true }).selectOption({ label: 'age' });
  await page.getByLabel('Whether the first two covariates act on each other').selectOption({ label: 'yes' });
  // coxph(~ g * age): 7.822, 0.99418, 0.95748.
  await says(page, 'ask:cox', /Hazard ratio 7\.82 .*; 0\.99 .* for age; 0\.96 .* for path_necrosis ≥ 50 % × age/);
  await sound(page, 'cox');
  expectQuiet(assert, watched);
  await close();
});

test('cuts fixed beforehand are marked, censoring is looked at, a second reader draws the grades', async () => {
  const { page, watched, close } = await opened();
  await open(page, 'Every threshold');
  await type(page, 'Cuts fixed before looking', '5, 25');
  await says(page, 'ask:thresholds', /4 cuts tried.*The 2 cuts fixed beforehand need not pay for the search: <5 with log-rank p = 0\.039, .*allowed for 2 \(Holm\).*fixed beforehand/);
  await open(page, 'Other tests');
  // survdiff(Surv(pfs_months, 1 - pfs_event) ~ g): p = 0.12, two and six censored.
  await says(page, 'ask:tests', /Censoring looks alike in the groups \(log-rank test of it p = 0\.12\).*Were the groups followed alike.*\s2\s4\.01.*\s6\s3\.99/);
  await open(page, 'What does it hang on?');
  await says(page, 'ask:influence', /, the median .* with < 50 % against|, the median .* against .* with/);
  await page.getByLabel('How grades are drawn anew').selectOption({ label: 'as read in mri_post' });
  await says(page, 'ask:influence:grades', /With grades drawn anew as mri_post might have given them/);
  await open(page, 'Competing risks');
  await page.getByLabel('Weight of Gray’s test').selectOption({ label: 'also with early differences counting more (ρ = 1)' });
  await says(page, 'ask:competing', /the event, ρ = 1/);
  await open(page, 'Proportional hazards?');
  await says(page, 'ask:alike:log', /log\(−log S\)/);
  await sound(page, 'proportional');
  expectQuiet(assert, watched);
  await close();
});

test('on a narrow screen nothing of it is clipped', async () => {
  const { page, watched, close } = await opened({ width: 390, height: 844 });
  for (const name of ['The curves, read off', 'Cox regression', 'Every threshold', 'What does it hang on?']) {
    await page.locator('.topics select').selectOption({ label: name });
    await page.locator('.cards .card .answer').first().waitFor();
    await sound(page, name);
  }
  expectQuiet(assert, watched);
  await close();
});
