// The change between two gradings on the wasm that ships, by hand: how sure each
// direction is, floor and ceiling, and the table of ways.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';

const study = open(
  [
    'id,pre,post',
    'a,5-25,75-95', // (50, 90]: certain
    'b,75-95,<5', // certain fall
    'c,<5,<5', // either, from the floor
    'd,>95,>95', // either, from the ceiling
    'e,50,50-75', // 50 and [50, 75): no fall
    'f,25-50,25', // 25 and [25, 50): no rise
    'g,,>95',
    'h,40,40', // two numbers: neither
  ].join('\n'),
);
study.map({
  id: 'id',
  grades: [
    { column: 'pre', role: 'pre', scale: 'paper6' },
    { column: 'post', role: 'post', scale: 'paper6' },
  ],
  endpoints: [],
  groups: [],
  missing: [],
});
const { answer, sentences } = study.run({ kind: 'grades', delta: { post: 'post', pre: 'pre' } });

test('each direction is certain, possible or impossible', () => {
  const sure = Object.fromEntries(answer.patients.map(({ id, delta }) => [id, delta && [delta.change.rise, delta.change.fall]]));
  assert.deepEqual(sure, {
    a: ['certain', 'impossible'],
    b: ['impossible', 'certain'],
    c: ['possible', 'possible'],
    d: ['possible', 'possible'],
    e: ['possible', 'impossible'],
    f: ['impossible', 'possible'],
    g: null,
    h: ['impossible', 'impossible'],
  });
  assert.deepEqual(answer.directions, {
    rise: 1, fall: 1, undetermined: 5, missing: 1, no_fall: 1, no_rise: 1, unchanged: 1, at_ceiling: 1, at_floor: 1,
  });
  assert.match(sentences.answer, /1 began in the highest grade and could not rise by a grade/);
});

test('the table of ways holds everyone with two grades', () => {
  const { counts, without, same_scale, pre, post } = answer.transitions;
  assert.deepEqual([pre, post, same_scale, without], [0, 1, true, 1]);
  const ways = counts.flatMap((row, before) => row.flatMap((n, after) => (n ? [[before, after, n]] : [])));
  assert.deepEqual(ways, [[0, 0, 1], [1, 4, 1], [2, 2, 2], [3, 3, 1], [4, 0, 1], [5, 5, 1]]);
});
