// What a small cohort needs, on the wasm that ships: records of R made by
// tests/golden/scripts/small_samples.R.

import { CLOSED, COUNT, answer, check } from './support/golden.mjs';

/** A question about two groups of a record's data set. */
export function ask({ dataset, args }, more) {
  return answer(dataset, {
    kind: 'survival',
    endpoint: { name: 'endpoint', time: args.time, event: args.event, coding: { event: ['1'], censored: ['0'] } },
    by: { by: 'label', column: args.group, levels: args.group_levels },
    ...more,
  });
}

const fh = (rho, gamma) => ({ fleming_harrington: { rho, gamma } });
const WEIGHTS = { four: [], three: [fh(0, 0), fh(0, 1), fh(1, 1)], two: [fh(0, 0), fh(0, 0.5)] };

check('small_samples', {
  max_combo(record) {
    const { max_combo: found } = ask(record, { max_combo: WEIGHTS[record.args.weights] });
    return {
      z: [found.tests.map((test) => test.z), CLOSED],
      correlation: [found.correlation, CLOSED],
      statistic: [found.statistic, CLOSED],
      largest: [found.largest, COUNT],
      // The reference averages over directions for the singular four (some 1e-7).
      p: [found.p, { relative: 0, absolute: record.args.weights === 'four' ? 2e-7 : 1e-10 }],
    };
  },
});
