// Spearman's ρ and Cohen's κ step by step, against worked examples by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';
import { numbers } from './support/freireich.mjs';

const close = (found, expected, what, tolerance = 1e-12) =>
  assert.ok(Math.abs(found - expected) <= tolerance * Math.max(1e-300, Math.abs(expected)), `${what}: ${found} is not ${expected}`);

const table = (columns) => {
  const rows = Object.values(columns)[0].map((_, i) => Object.values(columns).map((column) => column[i]).join('\t'));
  const study = open([Object.keys(columns).join('\t'), ...rows].join('\n'));
  study.map({ grades: [] });
  return study;
};

const teach = (study, of, show, more = {}) => {
  const { demonstration, problems } = study.teach({ kind: 'steps', of, show, ...more });
  assert.deepEqual(problems, []);
  return demonstration;
};

// Ranks of tied scores as in Gravetter & Wallnau, Statistics for the Behavioral
// Sciences, chapter 15: 3, 3, 5, 6, 6, 6, 12 rank 1.5, 1.5, 3, 5, 5, 5, 7.
test('tied values share the mean of their places', () => {
  const study = table({ score: [6, 3, 12, 6, 5, 3, 6], order: [1, 2, 3, 4, 5, 6, 7] });
  const { steps } = teach(study, { kind: 'correlation', x: 'score', y: 'order' }, 'spearman');
  const ranked = steps.map(numbers).filter((step) => step.variable === 0);
  assert.deepEqual(ranked.map(({ value, count, rank }) => [value, count, rank]), [[3, 2, 1.5], [5, 1, 3], [6, 3, 5], [12, 1, 7]]);
  assert.equal(steps[3].text, 'score: 6 occurs 3 times. They would take the places 4 to 6; tied, they share the mean.');
  assert.equal(steps[3].formula, 'rank of 6 = (4 + 6)/2 = 5');
});

// Social rank and learning score of ten subjects, an exercise with ties in both to
// the same chapter; ranks, differences and sums by hand, with the formula for ties
// as GenStat's SPEARMAN procedure documents it.
const RANK = [1, 3, 2, 3, 5, 4, 5, 2, 4, 2];
const SCORE = [3, 10, 7, 11, 19, 17, 17, 4, 12, 3];
const RANKS_X = [1, 5.5, 3, 5.5, 9.5, 7.5, 9.5, 3, 7.5, 3];
const RANKS_Y = [1.5, 5, 4, 6, 10, 8.5, 8.5, 3, 7, 1.5];

test('ρ with ties, patient by patient', () => {
  const study = table({ social: RANK, learning: SCORE });
  const shown = teach(study, { kind: 'correlation', x: 'social', y: 'learning' }, 'spearman');
  const compared = shown.steps.map(numbers).filter((step) => 'squared_difference' in step);
  const pairs = compared.map(({ rank_x: x, rank_y: y }) => `${x} ${y}`).sort();
  assert.deepEqual(pairs, RANKS_X.map((x, i) => `${x} ${RANKS_Y[i]}`).sort());
  let sum = 0;
  for (const step of compared) {
    assert.equal(step.squared_difference, (step.rank_x - step.rank_y) ** 2);
    sum += step.squared_difference;
    assert.equal(step.sum, sum);
  }
  // 0.25 + 0.25 + 1 + 0.25 + 0.25 + 1 + 1 + 0 + 0.25 + 2.25
  assert.equal(sum, 6.5);
  const end = shown.steps.map(numbers).find((step) => 'rho' in step);
  // (10³ − 10 − (3³ − 3) − 3 (2³ − 2))/12 and (10³ − 10 − 2 (2³ − 2))/12.
  assert.deepEqual([end.spread_x, end.spread_y], [79, 81.5]);
  close(end.rho, (79 + 81.5 - 6.5) / (2 * Math.sqrt(79 * 81.5)), 'ρ');
  const short = shown.steps.map(numbers).find((step) => 'without_ties' in step);
  close(short.without_ties, 1 - (6 * 6.5) / 990, '1 − 6 Σd²/(n³ − n)');
  const { answer } = study.run({ kind: 'correlation', x: 'social', y: 'learning' });
  assert.equal(end.rho, answer.spearman.rho);
  assert.equal(numbers(shown.steps.at(-1)).t, answer.spearman.t);
});

// Cohen 1968, Psychol Bull 70:213, table 1: 200 patients, two judges, three
// diagnoses; proportions .44 .07 .09 / .05 .20 .05 / .01 .03 .06.
const COHEN = [
  [88, 14, 18],
  [10, 40, 10],
  [2, 6, 12],
];
const judges = () => {
  const [first, second] = [[], []];
  COHEN.forEach((row, i) => row.forEach((count, j) => { for (let k = 0; k < count; k++) { first.push(i + 1); second.push(j + 1); } }));
  return table({ B: first, A: second });
};

test('κ: observed, expected and credit of Cohen’s own example', () => {
  const shown = teach(judges(), { kind: 'agreement', x: 'B', y: 'A' }, 'kappa');
  const [observed, expected, credit] = shown.steps;
  assert.deepEqual(shown.steps[3].beside.marked, [[0, 1]]);
  assert.deepEqual(observed.beside.rows.map((row) => row.slice(1).map(Number)), COHEN);
  assert.equal(numbers(observed).on_the_diagonal, 140);
  // Margins 120, 60, 20 and 100, 60, 40 of 200.
  const cells = expected.beside.rows.map((row) => row.slice(1).map(({ value }) => value));
  [[60, 36, 24], [30, 18, 12], [10, 6, 4]].forEach((row, i) => row.forEach((e, j) => close(cells[i][j], e, `expected ${i} ${j}`)));
  assert.deepEqual(credit.beside.rows.map((row) => row.slice(1).map(({ value }) => value)), [[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
  const end = shown.steps.map(numbers).find((step) => 'kappa' in step);
  close(end.observed_agreement, 0.7, 'p₀');
  close(end.chance_agreement, 0.41, 'pₑ');
  close(end.kappa, 29 / 59, 'κ');
  const rows = shown.steps.map(numbers).filter((step) => 'observed_credit' in step);
  [0.44, 0.2, 0.06].forEach((share, i) => close(rows[i].observed_credit, share, `row ${i}`));
  [0.3, 0.09, 0.02].forEach((share, i) => close(rows[i].chance_credit, share, `row ${i} by chance`));
});

test('κ with weights: near misses count', () => {
  const study = judges();
  const [, linear, quadratic] = [0, 1, 2].map((part) => teach(study, { kind: 'agreement', x: 'B', y: 'A' }, 'kappa', { part }));
  assert.deepEqual(linear.parts, ['unweighted', 'linear weights', 'quadratic weights']);
  const of = (shown) => shown.steps.map(numbers).find((step) => 'kappa' in step);
  // Linear: half the credit for one apart. p₀ = 140 + (14 + 10 + 10 + 6)/2 of 200, pₑ = 82 + (36 + 30 + 12 + 6)/2 of 200.
  close(of(linear).observed_agreement, 160 / 200, 'p₀');
  close(of(linear).chance_agreement, 124 / 200, 'pₑ');
  close(of(linear).kappa, 36 / 76, 'κ');
  // Quadratic: three quarters. 140 + 30 and 82 + 63 of 200.
  close(of(quadratic).kappa, 25 / 55, 'κ');
  const { answer } = study.run({ kind: 'agreement', x: 'B', y: 'A' });
  assert.deepEqual([linear, quadratic].map((shown) => of(shown).kappa), answer.kappa.slice(1).map(({ kappa }) => kappa));
});

test('ρ of a constant is not shown as a number', () => {
  const study = table({ a: [1, 1, 1], b: [1, 2, 3] });
  const shown = teach(study, { kind: 'correlation', x: 'a', y: 'b' }, 'spearman');
  assert.match(shown.result, /does not exist/);
  assert.equal(study.teach({ kind: 'steps', of: { kind: 'correlation', x: 'a', y: 'b' }, show: 'permutation' }).problems[0].code, 'nothing_to_shuffle');
});
