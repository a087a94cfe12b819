// Spearman's correlation of the wasm that ships, on every record of R's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLOSED, COUNT, TAIL, answer, differences, records } from './support/golden.mjs';

/** The exact p is another question, asked of the permutation test. */
const ELSEWHERE = ['p_exact_R'];

function spearman({ dataset, args }) {
  const { spearman: of } = answer(dataset, { kind: 'correlation', x: args.x, y: args.y, levels: [0.9, 0.95, 0.99] });
  const intervals = of.intervals.map(({ kind, level, lower, upper }) => [`${kind}_${Math.round(level * 100)}`, [[lower, upper], CLOSED]]);
  return {
    n: [of.n, COUNT],
    rho: [of.rho, CLOSED],
    S: [of.s, CLOSED],
    t: [of.t, CLOSED],
    df: [of.df, COUNT],
    p_t: [of.p_t, TAIL],
    p_t_R: [of.p_t, TAIL],
    p_z: [of.p_z, TAIL],
    sum_d2: [of.sum_of_squared_rank_differences, CLOSED],
    rho_nontie_formula: [of.rho_by_formula_without_ties, CLOSED],
    ...Object.fromEntries(intervals),
  };
}

for (const [method, found] of records('correlation', ['corr.spearman'])) {
  test(`${method}: ${found.length} records of R's`, () => {
    const wrong = found.flatMap((record) => {
      const values = spearman(record);
      const asked = Object.entries(record.values).filter(([key]) => !ELSEWHERE.includes(key));
      return asked.flatMap(([key, expected]) =>
        values[key] ? differences(record.id, key, expected, ...values[key]) : [`${record.id}: nothing answers ${key}`],
      );
    });
    assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} values differ`);
  });
}
