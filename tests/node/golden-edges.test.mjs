// The same methods on data sets at the edges: ties everywhere, near ties, times of zero,
// nobody with the event, one patient in a group, a group without events, all events at one
// time, a curve that ends at 0, delayed entry, 200,000 rows. Records by
// tests/golden/scripts/edges.R.

import { check, made } from './support/golden.mjs';
import { COMPETING_RISKS } from './support/competing_records.mjs';
import { COX } from './support/cox_records.mjs';
import { ALLOCATIONS, CUTPOINTS } from './support/permutation_records.mjs';
import { SURVIVAL } from './support/survival_records.mjs';

/** The rows of `many` in tests/golden/scripts/edge_data.R, by the same generator. */
function many() {
  const n = 200_000;
  let state = 7;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const rows = Array.from({ length: n }, () => {
    const [u1, u2, u3, u4, u5, u6] = Array.from({ length: 6 }, next);
    const exit = Math.ceil(1e5 * u1 * u2) / 1000;
    return {
      time: exit, event: u3 < 0.4 ? 1 : 0, status: u3 < 0.4 ? 1 : u3 < 0.6 ? 2 : 0, group: 'abc'[Math.floor(3 * u4)],
      stratum: u5 < 0.5 ? 'u' : 'v', x: Math.floor(100 * u6) / 100, entry: Math.floor(1e5 * u1 * u2 * u5) / 1000, exit,
    };
  });
  return Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name])]));
}

/** Over 60,000 event times R's own sums are good to 1e-12 of their terms: in 40-digit
 *  decimals χ² of Fleming–Harrington (1, 0) is 6.7122448152098754, R's 6.712244815202860. */
const SUMMED = { relative: 1e-10, absolute: 1e-12 };

const wider = (values) => (record) => {
  const given = values(record);
  if (record.dataset !== 'edge_many') return given;
  const widen = ([value, { relative, absolute }]) => [value, { relative: Math.max(relative, SUMMED.relative), absolute: Math.max(absolute, SUMMED.absolute) }];
  return Object.fromEntries(Object.entries(given).map(([key, pair]) => [key, pair[1].relative === 0 ? pair : widen(pair)]));
};

made('edge_many', many());
const { 'cutpoint.mc': _, ...counted } = CUTPOINTS;
const METHODS = { ...SURVIVAL, ...COX, ...COMPETING_RISKS, ...ALLOCATIONS, ...counted };
check('edges', Object.fromEntries(Object.entries(METHODS).map(([name, values]) => [name, wider(values)])));
