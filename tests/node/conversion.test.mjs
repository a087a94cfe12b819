// Conversions between scales on the wasm that ships: every pair of the matrix
// that was made apart from this program, under each reading of shared ends.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { open } from 'gradus';

const golden = JSON.parse(readFileSync(new URL('../golden/conversions.json', import.meta.url), 'utf8'));
const none = open('x\n1');

function converted(from, to, boundary_from) {
  const { answer, problems } = none.run({ kind: 'conversion', from, to, boundary_from });
  assert.ok(answer, JSON.stringify(problems));
  return answer;
}

const mapOf = ({ grades }) => Object.fromEntries(grades.map(({ label, possible }) => [label, possible.toSorted()]));
const sorted = (map) => Object.fromEntries(Object.entries(map).map(([label, possible]) => [label, possible.toSorted()]));

test('182 pairs of scales, 18 of them exact', () => {
  const pairs = Object.entries(golden.default_convention);
  assert.equal(pairs.length, 182);
  const exact = pairs.filter(([pair, record]) => {
    const answer = converted(...pair.split('->'), 'lower_inclusive');
    assert.deepEqual(mapOf(answer), sorted(record.map), pair);
    assert.equal(answer.exact, record.exact, pair);
    return answer.exact;
  });
  assert.equal(exact.length, 18);
});

test('the six categories under the other readings of 25, 50 and 75', () => {
  for (const [name, boundary] of [['upper_inclusive', 'upper_inclusive'], ['unknown_boundary_closed_both_ends', 'both_closed']]) {
    for (const [to, map] of Object.entries(golden.paper6_alternative_conventions[name])) {
      assert.deepEqual(mapOf(converted('paper6', to, boundary)), sorted(map), `${name} ${to}`);
    }
  }
});

test('scales are listed with their source; what cannot be converted says why', () => {
  const { answer } = none.run({ kind: 'scales' });
  const ids = answer.scales.map(({ id }) => id);
  assert.ok(Object.keys(golden.default_convention).every((pair) => ids.includes(pair.split('->')[0])));
  assert.ok(answer.scales.every(({ citation, confidence }) => citation && confidence));
  assert.ok(answer.not_convertible.length > 0 && answer.not_convertible.every(({ why }) => why));
  const { problems } = none.run({ kind: 'conversion', from: 'paper6', to: 'no such scale' });
  assert.deepEqual(problems.map(({ code }) => code), ['unknown_scale']);
});
