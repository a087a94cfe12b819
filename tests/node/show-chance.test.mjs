// Demonstrations in which chance or a search takes part: shuffles, cohorts drawn
// again, Greenwood's sum, and the climb of a Cox regression against R.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { open } from 'gradus';
import { by, numbers, study, survival, teach } from './support/freireich.mjs';

const close = (found, expected, what, tolerance = 1e-12) =>
  assert.ok(Math.abs(found - expected) <= tolerance * Math.abs(expected), `${what}: ${found} is not ${expected}`);

const permutation = { kind: 'permutation_log_rank', endpoint: 'Remission', by, always_draw: true, draws: 2000, seed: 7 };

test('shuffles of labels are the draws of the answer', () => {
  const shown = teach(permutation, 'permutation');
  const { answer } = study.run(permutation);
  const end = numbers(shown.steps.at(-1));
  assert.equal(end.draws, 2000);
  assert.equal(end.extreme, answer.test.monte_carlo.extreme);
  assert.equal(end.p, answer.test.monte_carlo.p);
  assert.equal(shown.seed, 7);
  // O − E of 6-MP is 9 less the sum of its expectations.
  close(numbers(shown.steps[0]).seen, 9 - 19.2505009480311, 'O − E', 1e-12);
  for (const step of shown.steps.slice(1)) {
    const { draws, extreme, p } = numbers(step);
    assert.equal(p, (extreme + 1) / (draws + 1));
  }
});

test('a shuffle of four patients is one of six allocations', () => {
  // Scores of the log-rank test by hand: events at 1 to 4 without censoring are
  // 1 − the sum of 1/n so far: 3/4, 5/12, −1/12, −13/12.
  const four = open('time\tevent\tgroup\n1\t1\ta\n2\t1\ta\n3\t1\tb\n4\t1\tb');
  const endpoint = { name: 'E', time: 'time', event: 'event', coding: { event: ['1'], censored: ['0'] } };
  const of = { kind: 'permutation_log_rank', endpoint, by: { by: 'label', column: 'group' }, always_draw: true, draws: 500 };
  const { demonstration } = four.teach({ kind: 'steps', of, show: 'permutation' });
  const scores = [3 / 4, 5 / 12, -1 / 12, -13 / 12];
  const sums = scores.flatMap((a, i) => scores.slice(i + 1).map((b) => a + b));
  close(numbers(demonstration.steps[0]).seen, 14 / 12, 'seen');
  for (const step of demonstration.steps.slice(1)) {
    const { drawn } = numbers(step);
    assert.ok(sums.some((sum) => Math.abs(sum - drawn) < 1e-12), `${drawn} is no allocation`);
  }
  // Two of six allocations are as far: a third, within its error.
  assert.ok(Math.abs(numbers(demonstration.steps.at(-1)).p - 1 / 3) < 4 * Math.sqrt(2 / 9 / 500));
});

const ten = open('x\ty\n1\t2\n2\t1\n3\t4\n4\t3\n5\t5\n6\t8\n7\t6\n8\t7\n9\t10\n10\t9');
ten.map({ grades: [] });

test('shuffles of a correlation are the draws of the answer, cohorts drawn again too', () => {
  const of = { kind: 'correlation', x: 'x', y: 'y', also: ['exact_spearman'], permutation: { draw_anyway: true, draws: 1500, seed: 3 } };
  const { demonstration } = ten.teach({ kind: 'steps', of, show: 'permutation' });
  const end = numbers(demonstration.steps.at(-1));
  assert.deepEqual([end.draws, demonstration.seed], [1500, 3]);
  const { how, p_two_sided: p } = ten.run(of).answer.exact_spearman;
  assert.deepEqual([end.extreme, end.p], [how.extreme, p]);
  // ρ = 1 − 6 · 12/990 by hand.
  close(numbers(demonstration.steps[0]).seen, 1 - 72 / 990, 'ρ');

  const again = { kind: 'correlation', x: 'x', y: 'y', bootstrap: { draws: 1000, seed: 11 } };
  const shown = ten.teach({ kind: 'steps', of: again, show: 'bootstrap' }).demonstration;
  const { answer } = ten.run(again);
  const last = numbers(shown.steps.at(-1));
  assert.equal(shown.seed, 11);
  assert.deepEqual([last.lower, last.upper], [answer.bootstrap.percentile_lower, answer.bootstrap.percentile_upper]);
});

test('Greenwood’s sum by hand, its standard errors as R’s', () => {
  const { steps } = teach(survival, 'greenwood');
  const terms = [[21, 3], [17, 1], [15, 1], [12, 1], [11, 1], [7, 1], [6, 1]].map(([n, d]) => d / (n * (n - d)));
  // summary(survfit(Surv(time, event) ~ 1, subset = treat == "6-MP"))$std.err of R 4.2.2.
  const errors = [0.0763603548321213, 0.0869352851800572, 0.0963496529943205, 0.1068147077750098, 0.1140538652567525, 0.128233751693034, 0.1345914567557604];
  let sum = 0;
  for (const [k, term] of terms.entries()) {
    const found = numbers(steps[k + 1]);
    sum += term;
    close(found.term, term, 'term');
    close(found.sum, sum, 'sum');
    close(found.standard_error, errors[k], 'standard error');
  }
  assert.equal(steps[1].formula, 'SE(6) = 0.857 × √0.00794 = 0.0764');
  // Where everybody relapsed there is no Greenwood.
  const placebo = teach(survival, 'greenwood', { part: 1 }).steps.at(-1);
  assert.match(placebo.text, /S is 0, and Greenwood's sum does not exist/);
  assert.equal(typeof numbers(placebo).standard_error, 'object');
});

const hill = JSON.parse(readFileSync(new URL('../golden/teaching/cox_hill.json', import.meta.url), 'utf8'));

/** The same regression as R's, and which coefficient is climbed. */
function regression({ dataset, ties }) {
  if (dataset === 'gehan') {
    const factor = { as: 'factor', by: { by: 'label', column: 'treat', levels: ['control', '6-MP'] } };
    return [study, { kind: 'cox', endpoint: 'Remission', covariates: [factor], ties }];
  }
  const lung = open(readFileSync(new URL('../golden/datasets/lung.csv', import.meta.url), 'utf8'));
  const endpoint = { name: 'Death', time: 'time', event: 'event', unit: 'days', coding: { event: ['1'], censored: ['0'] } };
  const sex = { as: 'factor', by: { by: 'label', column: 'sex', levels: ['female', 'male'] } };
  return [lung, { kind: 'cox', endpoint, covariates: [{ as: 'number', variable: 'age' }, sex], ties }];
}

for (const record of hill.cases) {
  test(`the climb on ${record.dataset}, ${record.ties}: every stop as R’s coxph`, () => {
    const [on, of] = regression(record);
    const { demonstration, problems } = on.teach({ kind: 'steps', of, show: 'cox' });
    assert.deepEqual(problems, []);
    const stops = demonstration.steps.map(numbers).filter((step) => 'score' in step);
    assert.equal(stops[0].beta, 0);
    const end = numbers(demonstration.steps.at(-1));
    close(end.beta, record.estimate, 'β', 1e-7);
    close(end.standard_error, record.standard_error, 'standard error', 1e-7);
    close(end.log_likelihood, record.maximum, 'L at the top', 1e-10);
    close(stops[0].log_likelihood, record.log_likelihood[record.betas.indexOf(0)], 'L(0)', 1e-12);
    // With the exact method R takes other steps to the same top.
    if (record.ties === 'exact') return;
    for (const [k, beta] of record.steps.entries()) {
      if (stops[k]) close(stops[k].beta, beta, `step ${k}`, beta === 0 ? 0 : 1e-7);
    }
  });
}
