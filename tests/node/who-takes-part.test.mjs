// Who takes part: times of zero by the endpoint's rule, and rows that the mapping
// excludes. Expected values by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';

const COHORT = 'who,months,state,eligible,grade\nA,0,1,yes,1\nB,2,1,yes,2\nC,3,0,yes,3\nD,4,1,yes,1\nE,5,0,no,2\nF,1,1,withdrawn,3\n';
const coding = { event: ['1'], censored: ['0'], competing: [], excluded: [] };

function study(time_zero, exclude = [{ column: 'eligible', values: ['no', 'withdrawn'] }]) {
  const opened = open(COHORT);
  const endpoint = { name: 'OS', time: 'months', event: 'state', coding, ...(time_zero && { time_zero }) };
  const report = opened.map({ id: 'who', grades: [], endpoints: [endpoint], groups: [], missing: [], exclude });
  return { opened, report };
}

const curveOf = (opened) => {
  const { answer, problems } = opened.run({ kind: 'survival', endpoint: 'OS' });
  assert.deepEqual(problems, []);
  const { time, at_risk, survival } = answer.groups[0].curve;
  return { time, at_risk, survival, accounting: answer.accounting };
};

test('a time of zero is kept, left out or counted as half a day, and each is said', () => {
  const kept = curveOf(study().opened);
  assert.deepEqual([kept.time, kept.at_risk, kept.survival], [[0, 2, 3, 4], [4, 3, 2, 1], [0.75, 0.5, 0.5, 0]]);
  assert.deepEqual(kept.accounting.notes.map(({ code }) => code), ['time_zero_kept']);

  const without = curveOf(study('leave_out').opened);
  assert.deepEqual(without.time, [2, 3, 4]);
  assert.deepEqual(without.at_risk, [3, 2, 1]);
  assert.ok(Math.abs(without.survival[0] - 2 / 3) < 1e-15);
  const zero = without.accounting.left_out.find(({ code }) => code === 'time_zero');
  assert.deepEqual([zero.count, zero.rows, zero.reason], [1, [2], 'months is 0']);

  const half = curveOf(study('half_day').opened);
  assert.deepEqual(half.time, [0.5 / 30.4375, 2, 3, 4]);
  assert.deepEqual(half.survival, kept.survival);
  assert.deepEqual(half.accounting.notes.map(({ what }) => what), ['1 with a time of 0 are counted as half a day.']);
});

test('an excluded row takes part in nothing, and is counted', () => {
  const { opened } = study();
  const requests = [
    { kind: 'survival', endpoint: 'OS' },
    { kind: 'correlation', x: 'months', y: 'grade' },
    { kind: 'cox', endpoint: 'OS', covariates: [{ as: 'number', variable: 'grade' }] },
  ];
  for (const request of requests) {
    const { answer } = opened.run(request);
    const { rows, used, left_out } = answer.accounting;
    assert.deepEqual([rows, used], [6, 4], request.kind);
    assert.deepEqual(
      left_out.map(({ code, reason, count, rows }) => ({ code, reason, count, rows })),
      [{ code: 'excluded', reason: 'eligible is no or withdrawn', count: 2, rows: [6, 7] }],
    );
  }
  const { report } = study(undefined, [{ column: 'elsewhere', values: ['x'] }]);
  assert.equal(report.problems.find(({ code }) => code === 'unknown_column')?.place.column, 'elsewhere');
});
