// Made data on the wasm that ships: a seed gives the same patients every time and
// on every way to them, and what cannot be drawn is refused in words.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';

const none = open('x\n1');

function ask(request) {
  const { answer, problems } = none.run(request);
  assert.ok(answer, JSON.stringify(problems));
  return answer;
}

test('a seed gives the same answer again, another seed another', () => {
  for (const request of [
    { kind: 'simulate_trial', repetitions: 40 },
    { kind: 'simulate_grading', repetitions: 40 },
    { kind: 'simulate_study', repetitions: 40 },
    { kind: 'simulate_trap', trap: 'immortal_time', repetitions: 40 },
  ]) {
    assert.deepEqual(ask({ ...request, seed: 7 }), ask({ ...request, seed: 7 }), request.kind);
    assert.notDeepEqual(ask({ ...request, seed: 7 }), ask({ ...request, seed: 8 }), request.kind);
  }
});

test('a sample looked at is the repetition of its number', () => {
  const { repeated } = ask({ kind: 'simulate_trial', repetitions: 3, samples: [] });
  const { samples } = ask({ kind: 'simulate_trial', repetitions: 0, samples: [1, 2, 3] });
  const logs = samples.map(({ hazard_ratio }) => hazard_ratio.estimate);
  const mean = Math.exp(logs.reduce((sum, x) => sum + x) / 3);
  assert.ok(Math.abs(repeated.hazard_ratio.mean / mean - 1) < 1e-12);
  const events = samples.reduce((sum, { events }) => sum + events, 0) / 3;
  assert.ok(Math.abs(repeated.events - events) < 1e-9);
});

test('every student has the sample that the code and the number say', () => {
  // B-101: truth B is a hazard ratio of 0.6 in 30 + 30; 101 in base 36 is 1297.
  const mine = ask({ kind: 'simulate_class', code: 'b 101', student: 12 });
  assert.equal(mine.code, 'B-101');
  const { samples: [same] } = ask({ kind: 'simulate_trial', repetitions: 0, samples: [12], seed: 1297, truth: { per_group: 30, hazard_ratio: 0.6 } });
  assert.deepEqual(mine.sample, same);
  assert.equal(mine.truth, undefined);
  const [code, student, ...numbers] = mine.line.split(' ');
  assert.deepEqual([code, student, numbers.length], ['B-101', '12', 4]);
  assert.equal(numbers[0], mine.sample.hazard_ratio.hazard_ratio.toFixed(2));
});

test('lines handed in are put on the wall, and what is none is named', () => {
  const lines = [3, 1].map((student) => ask({ kind: 'simulate_class', code: 'H-2', student }).line);
  const changed = lines[1].replace(/^(\S+ \S+) \S+/, '$1 9.99');
  const collected = [lines[0], '', changed, 'H-3 4 0.5 0.4 0.6 0.01', 'my hazard ratio is 2'].join('\r\n');
  const { wall, unread, truth, significant } = ask({ kind: 'simulate_class', code: 'H-2', student: 1, collected, reveal: true });
  assert.deepEqual(wall.map(({ sample, agrees }) => [sample.number, agrees]), [[1, false], [3, true]]);
  assert.deepEqual(unread, ['H-3 4 0.5 0.4 0.6 0.01', 'my hazard ratio is 2']);
  assert.equal(truth.trial.hazard_ratio, 0.4);
  assert.equal(truth.coverage.of, 2);
  assert.equal(significant.of, 2);
});

test('closed forms of a truth', () => {
  // Two equal constant hazards over two medians: (1 − 2⁻⁴)/2 have had the event.
  const { groups } = ask({ kind: 'simulate_trial', repetitions: 0, truth: { competing: 1, hazard_ratio: 1, accrual: 24, follow_up: 24, first_median: 24 } });
  for (const { incidence_at_end, median } of groups) {
    assert.ok(Math.abs(incidence_at_end - 0.46875) < 1e-12);
    assert.ok(Math.abs(median - 24) < 1e-12);
  }
  assert.equal(ask({ kind: 'simulate_trap', trap: 'competing_as_censored', repetitions: 1 }).truth, 0.375);
});

test('what cannot be drawn is refused', () => {
  const refused = (request, code = 'number_out_of_range') => {
    const { answer, problems } = none.run(request);
    assert.equal(answer, null, JSON.stringify(request));
    assert.ok(problems.some((problem) => problem.code === code && problem.what && (problem.expected || problem.hint)), `${JSON.stringify(request)}: ${JSON.stringify(problems)}`);
  };
  for (const truth of [
    { per_group: 0 }, { per_group: 100_000 }, { groups: 1 }, { groups: 4_000_000_000, per_group: 4_000_000_000 }, { hazard_ratio: 0 }, { hazard_ratio: -1 },
    { first_median: 0 }, { accrual: -1 }, { accrual: 0, follow_up: 0 }, { lost_per_year: 1 }, { competing: -1 }, { changes_at: -1 },
  ]) refused({ kind: 'simulate_trial', truth });
  refused({ kind: 'simulate_trial', repetitions: 4_000_000_000 });
  refused({ kind: 'simulate_trial', samples: [0] });
  refused({ kind: 'simulate_trial', samples: Array(201).fill(1) });
  refused({ kind: 'simulate_trial', alpha: 0 });
  for (const truth of [{ patients: 1 }, { rho: 1 }, { noise: -1 }, { typical: 0 }, { cuts: [50, 25] }, { cuts: [101] }]) {
    refused({ kind: 'simulate_grading', truth });
    refused({ kind: 'simulate_study', truth: { grading: truth } });
  }
  refused({ kind: 'simulate_study', repetitions: 0 });
  refused({ kind: 'simulate_trap', trap: 'ties', patients: 5 });
  refused({ kind: 'simulate_trap', trap: 'ties', strength: 2 });
  refused({ kind: 'simulate_class', code: 'Smith', student: 1 }, 'class_code');
  refused({ kind: 'simulate_class', code: 'A-1', student: 1, students: 201 }, 'class_size');
});
