// Printed tests checked on the wasm that ships; every number from R 4.2 (pt,
// pchisq, pnorm), ranges over the corners of what rounds to the printed numbers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';

const none = open('x\n1');
const checked = (request) => {
  const { answer, problems } = none.run({ kind: 'published_test', ...request });
  assert.ok(answer, JSON.stringify(problems));
  return answer;
};
const near = (found, expected, what) => assert.ok(Math.abs(found - expected) <= 1e-11 * Math.max(1, Math.abs(expected)), `${what}: ${found} ${expected}`);

test('t: the p, its range by rounding, the degrees of freedom that fit', () => {
  const { check, r, degrees } = checked({ test: { of: 't', t: 2.1, df: 23 }, decimals: 1, p: 0.047 });
  near(check.p, 0.046897512147949807, 'p');
  near(check.p_smallest, 0.042304460885174859, 'smallest');
  near(check.p_largest, 0.051932782154102068, 'largest');
  near(r, 0.40111118915268429, 'r');
  assert.equal(check.fits, true);
  assert.deepEqual([degrees[0], degrees.at(-1), degrees.length], [16, 42, 27]);
  assert.equal(checked({ test: { of: 't', t: -2.1, df: 23 }, p: 0.02 }).check.fits, false);
});

test('χ² likewise', () => {
  const { check } = checked({ test: { of: 'chi_squared', chi_squared: 6.7, df: 2 }, decimals: 1 });
  near(check.p, 0.035084354100845025, 'p');
  near(check.p_smallest, 0.034218118311666032, 'smallest');
  near(check.p_largest, 0.035972518753429654, 'largest');
  assert.equal(check.fits, null);
});

test('a hazard ratio by its limits, or its limits by its p', () => {
  const { check, hazard_ratio: of } = checked({ test: { of: 'hazard_ratio', hazard_ratio: 0.61, limits: [0.24, 1.55] }, p: 0.3, p_decimals: 2 });
  near(check.p, 0.29893310285658548, 'p');
  near(check.p_smallest, 0.28475584570047985, 'smallest');
  near(check.p_largest, 0.31324011157070125, 'largest');
  near(of.standard_error, 0.47586876628476654, 'error');
  near(of.z, -1.03872402821030341, 'z');
  near(of.middle, 0.60991802727907629, 'middle');
  near(of.events_at_least, 17.66385901917169221, 'events');
  assert.deepEqual([check.fits, of.is_middle], [true, true]);
  assert.equal(checked({ test: { of: 'hazard_ratio', hazard_ratio: 0.9, limits: [0.24, 1.55] } }).hazard_ratio.is_middle, false);
  const made = checked({ test: { of: 'hazard_ratio', hazard_ratio: 0.61 }, p: 0.3 }).hazard_ratio;
  near(made.standard_error, 0.47692049178018314, 'error');
  near(made.lower, 0.23953797643923275, 'lower');
  near(made.upper, 1.55340712788561208, 'upper');
});

test('what cannot be is said', () => {
  for (const [of, p] of [[{ of: 'chi_squared', chi_squared: -1, df: 1 }], [{ of: 'hazard_ratio', hazard_ratio: -0.5 }], [{ of: 'hazard_ratio', hazard_ratio: 0.5, limits: [1, 0.2] }], [{ of: 't', t: 2, df: 9 }, 1.5]]) {
    const { answer, problems } = none.run({ kind: 'published_test', test: of, ...(p && { p }) });
    assert.equal(answer, null);
    assert.deepEqual(problems.map(({ code }) => code), ['number_out_of_range']);
  }
  assert.equal(checked({ test: { of: 't', t: 2 } }).check, undefined);
});
