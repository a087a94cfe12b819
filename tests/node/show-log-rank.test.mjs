// The log-rank test death by death: Freireich's trial, every table by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numbers, survival, teach } from './support/freireich.mjs';

const close = (found, expected, what, tolerance = 1e-12) =>
  assert.ok(Math.abs(found - expected) <= tolerance * Math.abs(expected), `${what}: ${found} is not ${expected}`);

/** Counted in the published lists: time, at risk on 6-MP and in all, relapses on 6-MP and in all. */
const DEATHS = [
  [1, 21, 42, 0, 2],
  [2, 21, 40, 0, 2],
  [3, 21, 38, 0, 1],
  [4, 21, 37, 0, 2],
  [5, 21, 35, 0, 2],
  [6, 21, 33, 3, 3],
  [7, 17, 29, 1, 1],
  [8, 16, 28, 0, 4],
  [10, 15, 23, 1, 1],
  [11, 13, 21, 0, 2],
  [12, 12, 18, 0, 2],
  [13, 12, 16, 1, 1],
  [15, 11, 15, 0, 1],
  [16, 11, 14, 1, 1],
  [17, 10, 13, 0, 1],
  [22, 7, 9, 1, 2],
  [23, 6, 7, 1, 2],
];

test('6-MP against placebo: every table, every expectation, and the sums', () => {
  const shown = teach(survival, 'log_rank');
  const steps = shown.steps.slice(1, -1);
  assert.equal(steps.length, DEATHS.length);
  let [observed, expected, variance] = [0, 0, 0];
  for (const [k, [time, n1, n, d1, d]] of DEATHS.entries()) {
    const found = numbers(steps[k]);
    const e = (d * n1) / n;
    const v = (d * (n1 / n) * (1 - n1 / n) * (n - d)) / (n - 1);
    [observed, expected, variance] = [observed + d1, expected + e, variance + v];
    assert.deepEqual([found.time, found.at_risk, found.at_risk_in_all, found.events, found.observed], [time, n1, n, d, d1]);
    close(found.expected, e, `E at ${time}`);
    close(found.variance, v, `V at ${time}`);
    assert.equal(found.observed_so_far, observed);
    close(found.expected_so_far, expected, `sum of E at ${time}`);
    close(found.variance_so_far, variance, `sum of V at ${time}`);
    // The table of this death alone: 6-MP, placebo, both.
    const lines = steps[k].beside.rows.map((row) => row.slice(1).map(Number));
    assert.deepEqual(lines, [[d1, n1 - d1, n1], [d - d1, n - n1 - (d - d1), n - n1], [d, n - d, n]]);
  }
  const end = numbers(shown.steps.at(-1));
  // survdiff(Surv(time, event) ~ treat) of R 4.2.2, survival 3.5-3.
  close(end.expected_so_far, 19.2505009480311, 'E');
  close(end.variance_so_far, 6.2569605736755, 'V');
  close(end.chi_squared, 16.7929409892165, 'χ²');
  assert.equal(end.observed_so_far, 9);
  close(expected, end.expected_so_far, 'E by hand');
  close((observed - expected) ** 2 / variance, end.chi_squared, 'χ² by hand');
  assert.match(shown.result, /9 events observed, 19\.3 expected; χ² = 16\.8 on 1 degree of freedom, p < 0\.0001/);
});

test('the same from the other group: what one has too few the other has too many', () => {
  const [one, other] = [0, 1].map((part) => teach(survival, 'log_rank', { part }).steps.slice(1));
  for (const [k, step] of one.entries()) {
    const [a, b] = [numbers(step), numbers(other[k])];
    assert.ok(Math.abs(a.observed_so_far - a.expected_so_far + b.observed_so_far - b.expected_so_far) < 1e-12);
    close(a.variance_so_far, b.variance_so_far, 'V');
  }
});

test('a step is said in words', () => {
  const { steps } = teach(survival, 'log_rank');
  assert.equal(steps[6].formula, 'E = 3 × 21/33 = 1.91;  O − E = 3 − 1.91 = 1.09');
  assert.equal(
    steps[6].text,
    'At 6 weeks 33 are at risk, 21 of them in 6-MP; 3 events happen. In proportion 1.91 would fall there; 3 did. So far 3.85 events fewer than expected.',
  );
});

test('one group is not compared with itself', () => {
  const { by, ...alone } = survival;
  assert.throws(() => teach(alone, 'log_rank'), /one_group/);
});
