// A scale of the user's own, on the wasm that ships: its bands, its use for a
// column and in conversions, and everything that can be wrong with it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';

const viable = {
  id: 'own-1',
  name: 'Ours',
  counts: 'viable_tumour',
  labels: ['none', 'little', 'much'],
  cuts: [{ at: 0, belongs_to: 'lower' }, { at: 10, belongs_to: 'upper' }],
};
const mapped = (scales, grades = []) => {
  const study = open('id,path\n1,none\n2,little\n3,much\n4,9.9\n5,10');
  const report = study.map({ id: 'id', grades, endpoints: [], groups: [], missing: [], scales });
  return { study, report };
};

test('labels and cuts become bands of necrosis, and convert', () => {
  const { study, report } = mapped([viable]);
  assert.deepEqual(report.problems, []);
  const { answer } = study.run({ kind: 'conversion', from: 'own-1', to: 'good_poor_viable10' });
  // By hand: none is 100 % necrosis, little (90, 100), much [0, 90]; exactly 10 % viable is poor.
  const found = answer.grades.map(({ label, necrosis: { low, high, low_closed, high_closed }, possible }) => [label, low, low_closed, high, high_closed, ...possible]);
  assert.deepEqual(found, [
    ['much', 0, true, 90, true, 'poor'],
    ['little', 90, false, 100, false, 'good'],
    ['none', 100, true, 100, true, 'good'],
  ]);
  assert.equal(answer.exact, true);
  assert.match(answer.assumptions.join(), /100 minus viable tumour/);
  const { answer: list } = study.run({ kind: 'scales' });
  assert.ok(list.matrix.ids.includes('own-1'));
  assert.equal(list.scales.at(-1).confidence, 'user');
});

test('a column is graded by it', () => {
  const { study, report } = mapped([viable], [{ column: 'path', role: 'pathology', scale: 'own-1' }]);
  assert.deepEqual(report.grade_counts, [{ column: 'path', read: 5, unread: 0 }]);
  const { answer } = study.run({ kind: 'grades' });
  assert.deepEqual(answer.patients.map(({ grades: [grade] }) => grade.label), ['none', 'little', 'much', 'little', 'much']);
});

test('an open cut is decided by the boundary', () => {
  const { study } = mapped([{ ...viable, counts: 'necrosis', labels: ['poor', 'good'], cuts: [{ at: 90, belongs_to: 'open' }] }]);
  const at90 = (boundary_from) =>
    study.run({ kind: 'conversion', from: 'own-1', to: 'good_poor_nec90', boundary_from, value: '90' }).answer.at_points.find(({ necrosis }) => necrosis === 90).from;
  assert.deepEqual([at90('lower_inclusive'), at90('upper_inclusive'), at90('both_closed')], [['good'], ['poor'], ['poor', 'good']]);
});

test('what is wrong is said all at once, and the other scales stay', () => {
  const wrong = { id: 'paper6', name: ' ', labels: ['a', 'a', ''], cuts: [{ at: 50 }, { at: 40 }, { at: 101 }] };
  const { study, report } = mapped([wrong, viable]);
  assert.deepEqual(report.problems.map(({ code }) => code), [
    'scale_unnamed', 'scale_id_taken', 'scale_label_twice', 'scale_label_empty', 'scale_cuts', 'scale_cut_out_of_range', 'scale_cuts_not_rising',
  ]);
  assert.ok(study.run({ kind: 'conversion', from: 'own-1', to: 'paper6' }).answer);
  assert.deepEqual(mapped([{ ...viable, cuts: [{ at: 0 }, { at: 10 }] }]).report.problems.map(({ code }) => code), ['scale_grade_empty']);
});

test('steps between two scales are refused, midpoints are not', () => {
  const study = open('a,b\n<5,much\n75-95,little\n25-50,none\n>95,none');
  study.map({ id: null, grades: [{ column: 'a', role: 'pre', scale: 'paper6' }, { column: 'b', role: 'post', scale: 'own-1' }], endpoints: [], groups: [], missing: [], scales: [viable] });
  const asked = (score) => study.run({ kind: 'correlation', x: { post: 'b', pre: 'a', score }, y: 'a' });
  assert.deepEqual(asked('steps').problems.map(({ code }) => code), ['steps_of_two_scales']);
  assert.ok(asked('midpoints').answer);
  const { answer } = study.run({ kind: 'grades', delta: { post: 'b', pre: 'a' } });
  assert.deepEqual(answer.patients.map(({ delta }) => delta.steps), [null, null, null, null]);
});
