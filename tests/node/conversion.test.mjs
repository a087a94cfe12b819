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

test('the matrix says the same as the pairs', () => {
  const { answer } = none.run({ kind: 'scales' });
  const { ids, grades, exact_grades } = answer.matrix;
  const exact = Object.keys(golden.default_convention).filter((pair) => {
    const [from, to] = pair.split('->').map((id) => ids.indexOf(id));
    return exact_grades[from][to] === grades[from];
  });
  assert.deepEqual(exact.toSorted(), Object.entries(golden.default_convention).filter(([, { exact }]) => exact).map(([pair]) => pair).toSorted());
});

const asked = (request) => {
  const { answer, problems, sentences } = none.run({ kind: 'conversion', ...request });
  assert.ok(answer, JSON.stringify(problems));
  return { ...answer, words: sentences.answer };
};

test('one value: a grade, a stretch, a number; good and poor where the cuts settle it', () => {
  // From the printed bounds: 75–95 reaches over every cut between 75 and 95.
  const grade = asked({ from: 'paper6', to: 'eortc_stbsg', value: '75–95' });
  assert.deepEqual(grade.value.possible, ['D', 'C']);
  const at = Object.fromEntries(grade.responder_cuts.map(({ scale }, k) => [scale, grade.value.response[k]]));
  assert.equal(at.good_poor_nec90, 'undetermined');
  assert.equal(at.sts_pcr, 'poor');
  assert.equal(asked({ from: 'paper6', to: 'huvos_msk', value: '62' }).words, '62 (50-75) is II, and nothing else.');
  // 8 % viable is 92 % necrosis.
  const viable = asked({ from: 'eortc_stbsg', to: 'good_poor_nec90', value: '8' });
  assert.deepEqual([viable.value.necrosis.low, viable.value.possible], [92, ['good']]);
  const { problems } = none.run({ kind: 'conversion', from: 'paper6', to: 'huvos_msk', value: 'much' });
  assert.deepEqual(problems.map(({ code }) => code), ['grade_unknown']);
});

test('at exactly 50 and 90 the scales part ways', () => {
  const at = (from, to, necrosis) => asked({ from, to }).at_points.find((point) => point.necrosis === necrosis);
  // 50 % is II as usually quoted and I as printed; 90 % is good by necrosis, poor by viable tumour.
  assert.deepEqual(at('huvos_common', 'huvos_msk', 50), { necrosis: 50, from: ['II'], to: ['I'] });
  assert.deepEqual(at('good_poor_nec90', 'good_poor_viable10', 90), { necrosis: 90, from: ['good'], to: ['poor'] });
});

test('a whole column, patient by patient, by the boundary of its own mapping', () => {
  const study = open('id,mri\n1,<5\n2,25-50\n3,75-95\n4,\n5,50');
  study.map({ id: 'id', grades: [{ column: 'mri', role: 'post', scale: 'paper6', boundary: 'upper_inclusive' }], endpoints: [], groups: [], missing: [] });
  const { answer } = study.run({ kind: 'conversion', from: 'paper6', to: 'huvos_common', column: 'mri' });
  const { patients, exact, open: several, without } = answer.column;
  assert.deepEqual(patients.map(({ id, possible }) => [id, possible]), [['1', ['I']], ['2', ['I', 'II']], ['3', ['II', 'III']], ['5', ['II']]]);
  assert.deepEqual([exact, several, without], [2, 2, 1]);
});
