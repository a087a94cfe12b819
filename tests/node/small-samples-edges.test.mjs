// Cohorts at the edge of what can be asked: every question of small samples
// gives finite numbers or says why it has none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { made, study } from './support/golden.mjs';

const COHORTS = {
  'all censored': { time: [1, 2, 3, 4, 5, 6], event: [0, 0, 0, 0, 0, 0], group: [...'aaabbb'], x: [1, 2, 3, 4, 5, 6] },
  'all events at one time': { time: [2, 2, 2, 2, 2, 2], event: [1, 1, 1, 1, 1, 1], group: [...'aaabbb'], x: [1, 2, 3, 4, 5, 6] },
  'one patient in a group': { time: [1, 2, 3, 4, 5, 6], event: [1, 1, 0, 1, 1, 1], group: [...'abbbbb'], x: [1, 1, 1, 1, 1, 2] },
  'a group without events': { time: [1, 2, 3, 4, 5, 6], event: [1, 1, 1, 0, 0, 0], group: [...'aaabbb'], x: [0, 0, 0, 1, 1, 1] },
  'times of zero': { time: [0, 0, 0, 1, 2, 2], event: [1, 1, 0, 1, 1, 0], group: [...'ababab'], x: [3, 1, 2, 3, 1, 2] },
  'ties everywhere': { time: [1, 1, 1, 2, 2, 2, 2, 3, 3], event: [1, 0, 1, 1, 1, 0, 1, 1, 1], group: [...'abababaab'], x: [1, 1, 2, 2, 1, 1, 2, 2, 1] },
  'near ties': { time: [0.30000000000000004, 0.3, 1, 1, 2, 2], event: [1, 1, 1, 1, 0, 1], group: [...'ababab'], x: [1, 2, 1, 2, 1, 2] },
  'two patients': { time: [1, 2], event: [1, 1], group: ['a', 'b'], x: [1, 2] },
  'one value of the marker': { time: [1, 2, 3, 4], event: [1, 1, 1, 1], group: [...'abab'], x: [7, 7, 7, 7] },
};

const endpoint = { name: 'endpoint', time: 'time', event: 'event', coding: { event: ['1'], censored: ['0'] } };
const by = { by: 'label', column: 'group', levels: ['a', 'b'] };
const draws = { draws: 99, seed: 1 };
const limits = [{ transform: 'beta-product', level: 0.95 }];
const bands = ['hall_wellner', 'equal_precision'].flatMap((kind) => ['plain', 'log-log', 'arcsin', 'logit'].map((transform) => ({ kind, transform })));
const QUESTIONS = [
  { kind: 'survival', endpoint, by, limits, bands, max_combo: [], milestones: [0, 1, 2.5, 99], times: [0, 2, 99] },
  { kind: 'survival', endpoint, by, landmark: 1, max_combo: ['gehan', 'peto_peto'] },
  { kind: 'cox', endpoint, covariates: [{ as: 'number', variable: 'x' }], landmark: 0 },
  { kind: 'influence', endpoint, by },
  { kind: 'correlation_influence', x: 'time', y: 'x' },
  { kind: 'family', endpoints: [endpoint, endpoint], markers: [{ as: 'factor', by }, { as: 'number', variable: 'x' }], draws: 99 },
  { kind: 'grade_survival', endpoint, grade: 'x', at: 2, resampling: draws },
  { kind: 'grade_survival', endpoint, grade: 'x', resampling: draws },
  { kind: 'simulated_power', endpoint, by, draws: 99 },
];

/** The paths of numbers that are none, and of words that hold one. */
function unfit(value, path = '') {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value === 'string') return /\bNaN\b|\binf\b/.test(value) ? [`${path}: ${value}`] : [];
  return value && typeof value === 'object' ? Object.entries(value).flatMap(([key, part]) => unfit(part, `${path}.${key}`)) : [];
}

for (const [name, columns] of Object.entries(COHORTS)) {
  test(`small cohorts: ${name}`, () => {
    made(name, columns);
    for (const question of QUESTIONS) {
      const { answer, problems, sentences } = study(name).run(question);
      assert.ok(answer || problems.length, question.kind);
      assert.deepEqual([...unfit(answer), ...unfit(sentences)], [], `${question.kind}: ${JSON.stringify(question).slice(0, 80)}`);
    }
  });
}

test('what is not defined is refused, or said', () => {
  made('delayed', { entry: [0, 1, 0, 2, 0, 1], time: [3, 4, 5, 6, 7, 8], event: [1, 1, 0, 1, 1, 1], group: [...'ababab'], x: [1, 2, 3, 4, 5, 6] });
  const delayed = { ...endpoint, entry: 'entry' };
  const codes = (question) => study('delayed').run(question).problems.map(({ code }) => code);
  assert.deepEqual(codes({ kind: 'survival', endpoint: delayed, by, limits }), ['beta_product_delayed_entry']);
  assert.deepEqual(codes({ kind: 'family', endpoints: [delayed], markers: [{ as: 'number', variable: 'x' }] }), ['delayed_entry_not_exchangeable']);
  assert.deepEqual(codes({ kind: 'simulated_power', endpoint: delayed, by }), ['power_delayed_entry']);
  assert.deepEqual(codes({ kind: 'survival', endpoint, max_combo: [] }), ['two_groups_needed']);
  assert.deepEqual(codes({ kind: 'survival', endpoint, by, max_combo: Array(5).fill('gehan') }), ['too_many_weights']);
  assert.deepEqual(codes({ kind: 'survival', endpoint, by, landmark: -1 }), ['landmark_not_a_time']);
  assert.deepEqual(codes({ kind: 'family', endpoints: [], markers: [] }), ['empty_family']);
  assert.deepEqual(codes({ kind: 'influence', endpoint, by, alpha: 2 }), ['number_out_of_range']);
  // Everybody is over by then.
  assert.deepEqual(codes({ kind: 'survival', endpoint, by, landmark: 8 }), ['nobody_left']);
  // A landmark counts those it leaves out.
  const { answer } = study('delayed').run({ kind: 'survival', endpoint, by, landmark: 4 });
  assert.deepEqual(answer.accounting.left_out.map(({ code, rows }) => [code, rows]), [['over_by_landmark', [2, 3]]]);
  assert.equal(answer.question, 'endpoint from 4 on by group');
});

test('two hundred thousand patients', () => {
  const n = 200_000;
  let state = 7;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const column = (value) => Array.from({ length: n }, (_, i) => value(i));
  made('many', { time: column(() => -Math.log(next()) * 10), event: column(() => (next() < 0.6 ? 1 : 0)), group: column((i) => 'ab'[i % 2]), x: column(() => next()) });
  const many = study('many');
  const { answer } = many.run({ kind: 'survival', endpoint, by, max_combo: [], milestones: [5], bands: [{ kind: 'equal_precision' }], summary_only: true });
  assert.ok(answer.max_combo.p > 1e-4 && answer.milestones[0].contrasts[0].tests.every(({ p }) => p > 1e-4));
  assert.ok(answer.groups[0].bands[0].critical > 3);
  const codes = (question) => many.run(question).problems.map(({ code }) => code);
  assert.deepEqual(codes({ kind: 'influence', endpoint, by }), ['too_many_to_leave_out']);
  assert.deepEqual(codes({ kind: 'simulated_power', endpoint, by }), ['too_many_draws']);
  assert.deepEqual(codes({ kind: 'survival', endpoint, by, limits }), ['beta_product_too_many']);
});
