// Slips of respected programs in survival, each asked of the wasm that ships, by
// name. Expected values by hand or from a second computation beside the test.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';

const coding = { event: ['1'], censored: ['0'], competing: ['2'], excluded: [] };
const arm = { by: 'label', column: 'arm' };

function study(rows, columns = 't,e,arm,x', events = coding) {
  const opened = open([columns, ...rows.map((cells) => cells.join(','))].join('\n'), { delimiter: 'comma' });
  opened.map({ id: null, grades: [], groups: ['arm'], missing: [], endpoints: [{ name: 'OS', time: 't', event: 'e', coding: events }] });
  return opened;
}

function answer(opened, request) {
  const reply = opened.run({ endpoint: 'OS', ...request });
  assert.ok(reply.answer, JSON.stringify(reply.problems));
  return { ...reply.answer, sentences: reply.sentences };
}

const close = (found, expected, share, what) =>
  assert.ok(Math.abs(found - expected) <= share * Math.abs(expected), `${what}: ${found}, expected ${expected}`);

/** Numbers from 0 to 1, the same on every machine. */
function generator(seed) {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Weighted log-rank of two groups from its definition, with the factor for ties. */
function logRank(rows, weight = () => 1) {
  const times = [...new Set(rows.filter(([, e]) => e === 1).map(([t]) => t))].sort((a, b) => a - b);
  let [u, v] = [0, 0];
  for (const time of times) {
    const risk = rows.filter(([t]) => t >= time);
    const [n, n1] = [risk.length, risk.filter(([, , g]) => g === 'A').length];
    const dead = risk.filter(([t, e]) => t === time && e === 1);
    const [d, d1] = [dead.length, dead.filter(([, , g]) => g === 'A').length];
    const w = weight(n);
    u += w * (d1 - (d * n1) / n);
    if (n > 1) v += (w * w * d * (n1 / n) * (1 - n1 / n) * (n - d)) / (n - 1);
  }
  return (u * u) / v;
}

test('scipy in Pyodide: ten thousand patients overflow no whole number in wasm', () => {
  const random = generator(3);
  const rows = Array.from({ length: 10_000 }, (_, k) => [Math.ceil(random() * 90), +(random() < 0.6), k % 3 ? 'A' : 'B', 0]);
  const [found] = answer(study(rows), { kind: 'survival', by: arm }).tests;
  close(found.chi_squared, logRank(rows), 1e-9, 'χ²');
  const big = Array.from({ length: 200_000 }, (_, k) => [Math.ceil(random() * 40), +(random() < 0.6), k % 3 ? 'A' : 'B', 0]);
  const { tests, groups } = answer(study(big), { kind: 'survival', by: arm, tests: ['log_rank', 'gehan'], summary_only: true });
  assert.equal(groups[0].n + groups[1].n, 200_000);
  // The same from counts by time: 40 times, so that sums of n² pass 2³².
  const at = Array.from({ length: 41 }, () => ({ A: [0, 0], B: [0, 0] }));
  for (const [t, e, g] of big) at[t][g][e] += 1;
  let sums = [[0, 0], [0, 0]];
  let [nA, nB] = [groups.find(({ label }) => label === 'A').n, groups.find(({ label }) => label === 'B').n];
  for (let t = 1; t <= 40; t += 1) {
    const [n, d, dA] = [nA + nB, at[t].A[1] + at[t].B[1], at[t].A[1]];
    [1, n].forEach((w, k) => {
      sums[k][0] += w * (dA - (d * nA) / n);
      if (n > 1) sums[k][1] += (w * w * d * (nA / n) * (nB / n) * (n - d)) / (n - 1);
    });
    nA -= at[t].A[0] + at[t].A[1];
    nB -= at[t].B[0] + at[t].B[1];
  }
  sums.forEach(([u, v], k) => close(tests[k].chi_squared, (u * u) / v, 1e-9, `χ² ${k}`));
});

test('survMisc: the factor for ties stays where both groups have events; a trend does not hang on who comes first', () => {
  const rows = [[1, 1, 'A', 0], [1, 1, 'B', 0], [1, 1, 'B', 0], [2, 0, 'A', 0], [3, 1, 'A', 0], [3, 1, 'B', 0], [4, 1, 'B', 0], [5, 0, 'B', 0], [6, 1, 'A', 0]];
  const { tests } = answer(study(rows), { kind: 'survival', by: arm, tests: ['log_rank', 'gehan', 'tarone_ware'] });
  close(tests[0].chi_squared, logRank(rows), 1e-12, 'log-rank');
  close(tests[1].chi_squared, logRank(rows, (n) => n), 1e-12, 'Gehan');
  close(tests[2].chi_squared, logRank(rows, Math.sqrt), 1e-12, 'Tarone–Ware');
  const three = rows.map(([t, e, g], k) => [t + k / 10, e, k % 3 === 2 ? 'C' : g, 0]);
  const trend = (list) => answer(study(list), { kind: 'survival', by: arm, trend: [] }).trends[0].chi_squared;
  close(trend([...three].reverse()), trend(three), 1e-12, 'trend');
});

test('jsurvival: median follow-up is of the reversed curve, not of the times seen', () => {
  const rows = [[1, 1, 'A', 0], [2, 0, 'A', 0], [3, 1, 'A', 0], [4, 0, 'A', 0], [5, 0, 'A', 0]];
  // Censorings as events: at 2, 3 of 4 stay; at 4, 1 of 2: 3/8 at 4. The plain median is 3.
  assert.equal(answer(study(rows), { kind: 'survival' }).groups[0].follow_up.estimate, 4);
});

test('lifelines 1316 and cBioPortal 10687: at risk just before a time counts the events at it', () => {
  const rows = [[1, 1, 'A', 0], [2, 1, 'A', 0], [2, 0, 'A', 0], [3, 1, 'A', 0]];
  assert.deepEqual(answer(study(rows), { kind: 'survival' }).groups[0].curve.at_risk, [4, 3, 1]);
});

test('lifelines 424: ten patients with heavy censoring have limits that are neither 0 nor 1', () => {
  const rows = Array.from({ length: 10 }, (_, k) => [k + 1, +(k === 3), 'A', 0]);
  const [group] = answer(study(rows), { kind: 'survival', limits: [{ transform: 'beta-product', level: 0.95 }] }).groups;
  const [{ lower, upper }] = group.curve.limits;
  // The only event is the fourth of ten: from there to the last time both limits are inside.
  lower.slice(3, 9).forEach((low, k) => low === null || assert.ok(low > 0 && low < 6 / 7 && upper[k + 3] > 6 / 7, `${low} ${upper[k + 3]}`));
});

test('survminer and jsurvival: the best cut comes with a p that pays for the search, beside the naive one', () => {
  const random = generator(8);
  const rows = Array.from({ length: 60 }, () => [1 + random() * 50, +(random() < 0.7), 'A', Math.ceil(random() * 40)]);
  const found = answer(study(rows), { kind: 'thresholds', variable: 'x' });
  assert.match(found.sentences.answer, /cuts tried/);
  assert.match(found.sentences.answer, /naive p/);
  const naive = Math.min(...found.cuts.map(({ test: { p_naive } }) => p_naive));
  assert.ok(found.p_lausen_94 > naive && found.p_lausen_92 > naive);
});

test('ggsurvfit 277: Gray’s test belongs to the event asked for', () => {
  const random = generator(5);
  const rows = Array.from({ length: 80 }, (_, k) => [1 + random() * 30, Math.floor(random() * 3), k % 2 ? 'A' : 'B', 0]);
  const own = answer(study(rows), { kind: 'incidence', by: arm });
  const other = answer(study(rows, undefined, { ...coding, event: ['2'], competing: ['1'] }), { kind: 'incidence', by: arm });
  assert.notEqual(own.tests[0].chi_squared, own.competing_tests[0].chi_squared);
  close(other.tests[0].chi_squared, own.competing_tests[0].chi_squared, 1e-12, 'Gray');
  close(other.competing_tests[0].chi_squared, own.tests[0].chi_squared, 1e-12, 'Gray, competing');
});

test('nph: the joint p of several weighted tests stays between its bounds far in the tail', () => {
  const rows = Array.from({ length: 160 }, (_, k) => [k % 2 ? 1 + k / 20 : 6 + k / 16, 1, k % 2 ? 'A' : 'B', 0]);
  const { max_combo: joint } = answer(study(rows), { kind: 'survival', by: arm, max_combo: [] });
  const single = joint.tests.map(({ p }) => p);
  assert.ok(Math.min(...single) < 1e-7, `${single}`);
  assert.ok(joint.p >= Math.min(...single) && joint.p <= single.reduce((sum, p) => sum + p), `${joint.p} of ${single}`);
});

test('JASP 3777: limits of a predicted curve are the same in every run', () => {
  const random = generator(2);
  const rows = Array.from({ length: 50 }, () => [1 + random() * 30, +(random() < 0.7), 'A', random()]);
  const request = { kind: 'cox', covariates: [{ as: 'number', variable: 'x' }], predict: [[0.5]], times: [5, 10, 20] };
  const opened = study(rows);
  assert.deepEqual(answer(opened, request).predictions, answer(opened, request).predictions);
  assert.deepEqual(answer(study(rows), request).predictions, answer(opened, request).predictions);
});
