// Columns made from grades: differences, cuts and other scales, each a step that
// the next may build on. Expected texts by hand from the definitions of the scales.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';

// paper6: <5, 5-25, 25-50, 50-75, 75-95, >95 per cent necrosis.
const COHORT = 'who,pre,post,size\nA,<5,>95,12\nB,25-50,5-25,8\nC,5-25,,30\nD,50-75,75-95,10\nE,5-25,40,7\nF,5-25,30-60,9\nG,5-25,x,11\n';
const grade = (column, role, scale = 'paper6') => ({ column, role, scale, boundary: 'lower_inclusive' });

function made(derived, more = []) {
  const study = open(COHORT);
  const report = study.map({
    id: 'who', groups: [], endpoints: [], missing: [], derived,
    grades: [grade('pre', 'pre'), grade('post', 'post'), ...more],
  });
  const names = study.table().columns.map(({ name }) => name);
  const texts = (name) => study.cells(0, 7).map((row) => row[names.indexOf(name)]);
  return { study, report, texts };
}

test('differences are blank where a grade is missing, several or none, and the rows are named', () => {
  const { report, texts } = made([
    { kind: 'delta', name: 'steps', post: 'post', pre: 'pre', score: 'steps' },
    { kind: 'delta', name: 'points', post: 'post', pre: 'pre', score: 'midpoints' },
  ]);
  assert.deepEqual(texts('steps'), ['5', '-1', '', '1', '1', '', '']);
  // Midpoints 2.5, 15, 37.5, 62.5, 85, 97.5.
  assert.deepEqual(texts('points'), ['95', '-22.5', '', '22.5', '22.5', '', '']);
  assert.deepEqual(report.columns.map(({ name, kind, derived }) => [name, kind, derived]), [['steps', 'number', true], ['points', 'number', true]]);
  const blanks = report.problems.filter(({ code, place }) => code === 'derived_blank' && place.column === 'steps');
  assert.deepEqual(
    blanks.map(({ what, rows }) => [what, rows]),
    [
      ['Left blank: post is missing.', [4]],
      ['Left blank: post is not a grade of its scale.', [8]],
      ['Left blank: post allows more than one grade.', [7]],
    ],
  );
});

test('a cut leaves blank what lies on both sides of it', () => {
  const { texts } = made([
    { kind: 'cut', name: 'good', column: 'post', at: 50 },
    { kind: 'cut', name: 'forty', column: 'post', at: 40, side: 'above' },
    { kind: 'cut', name: 'large', column: 'size', at: 10, side: 'above' },
  ]);
  assert.deepEqual(texts('good').map((text) => text.replace('post ', '')), ['≥ 50 %', '< 50 %', '', '≥ 50 %', '< 50 %', '', '']);
  assert.deepEqual(texts('forty').map((text) => text.replace('post ', '')), ['> 40 %', '≤ 40 %', '', '> 40 %', '≤ 40 %', '', '']);
  assert.deepEqual(texts('large').map((text) => text.replace('size ', '')), ['> 10', '≤ 10', '> 10', '≤ 10', '≤ 10', '≤ 10', '> 10']);
});

test('another scale gets its grade where only one is possible, else the per cents, which it reads again', () => {
  // Huvos: I <50, II 50–<90, III 90–<100, IV 100 per cent necrosis.
  const { study, report, texts } = made(
    [{ kind: 'converted', name: 'huvos', column: 'post', to: 'huvos_common' }],
    [grade('huvos', 'other', 'huvos_common')],
  );
  assert.deepEqual(texts('huvos'), ['> 95 – ≤ 100', 'I', '', '≥ 75 – ≤ 95', 'I', '≥ 30 – ≤ 60', '']);
  const count = report.grade_counts.find(({ column }) => column === 'huvos');
  assert.equal(count.read, 5);
  const { answer } = study.run({ kind: 'grades' });
  const at = answer.columns.findIndex(({ column }) => column === 'huvos');
  assert.deepEqual(answer.patients[0].grades[at].necrosis, { low: 95, high: 100, low_closed: false, high_closed: true });
});

test('steps build on each other, and what a step lacks is named', () => {
  const { report, texts } = made([
    { kind: 'delta', name: 'steps', post: 'post', pre: 'pre', score: 'steps' },
    { kind: 'cut', name: 'rise', column: 'steps', at: 1 },
    { kind: 'merged', name: 'word', column: 'rise', merges: [{ from: ['steps ≥ 1'], to: 'better' }] },
    { kind: 'converted', name: 'odd', column: 'post', to: 'no-such' },
    { kind: 'cut', name: 'gone', column: 'elsewhere', at: 1 },
  ]);
  assert.deepEqual(texts('word'), ['better', 'steps < 1', '', 'better', 'better', '', '']);
  assert.deepEqual(
    report.problems.filter(({ severity }) => severity === 'error').map(({ code, place }) => [code, place.column]),
    [['unknown_scale', 'odd'], ['unknown_column', 'elsewhere']],
  );
});
