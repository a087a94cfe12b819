// What a small cohort needs, on the wasm that ships: records of R made by
// tests/golden/scripts/small_samples.R.

import { CLOSED, COUNT, ITERATED, TAIL, answer, check } from './support/golden.mjs';

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
  beta_product(record) {
    const limits = [{ transform: 'beta-product', level: record.args.level }];
    const [{ curve, quantiles, at_times: [before] }] = ask(record, { limits, times: [0] }).groups;
    const [of] = curve.limits;
    return {
      time: [curve.time, COUNT],
      start: [before.limits[0].lower, TAIL],
      lower: [of.lower, TAIL],
      upper: [of.upper, TAIL],
      quantile_lower: [quantiles.map((q) => q.limits[0].lower), COUNT],
      quantile_upper: [quantiles.map((q) => q.limits[0].upper), COUNT],
    };
  },
  band(record) {
    const { kind, level } = record.args;
    const bands = ['plain', 'log-log', 'arcsin'].map((transform) => ({ kind, transform, level }));
    const [{ bands: [plain, loglog, arcsin] }] = ask(record, { bands }).groups;
    // The reference's quantile comes from grids, extrapolated.
    const grid = { relative: 2e-6, absolute: 2e-6 };
    return {
      share: [[plain.share_from, plain.share_to], CLOSED],
      critical: [plain.critical, grid],
      time: [plain.time, COUNT],
      ...Object.fromEntries(
        Object.entries({ plain, loglog, arcsin }).flatMap(([name, of]) => [[`${name}_lower`, [of.lower, grid]], [`${name}_upper`, [of.upper, grid]]]),
      ),
    };
  },
  milestone(record) {
    const [{ survival, at_risk, contrasts: [of] }] = ask(record, { milestones: [record.args.at] }).milestones;
    return {
      survival: [survival, CLOSED],
      at_risk: [at_risk, COUNT],
      difference: [of.difference, CLOSED],
      se: [of.standard_error, CLOSED],
      lower: [of.lower, CLOSED],
      upper: [of.upper, CLOSED],
      newcombe: [[of.newcombe_lower, of.newcombe_upper], CLOSED],
      chisq: [of.tests.map((test) => test.chi_squared), CLOSED],
      p: [of.tests.map((test) => test.p), TAIL],
    };
  },
  landmark(record) {
    const landmark = record.args.at;
    const { tests: [test], groups: [{ curve }] } = ask(record, { landmark });
    const by = { by: 'label', column: record.args.group, levels: record.args.group_levels };
    const { coefficients: [coefficient] } = ask(record, { kind: 'cox', by: undefined, covariates: [{ as: 'factor', by }], landmark }).fit;
    return {
      n: [test.n, COUNT],
      chisq: [test.chi_squared, CLOSED],
      observed: [test.observed, COUNT],
      expected: [test.expected, CLOSED],
      time: [curve.time, CLOSED],
      surv: [curve.survival, CLOSED],
      coefficient: [coefficient.estimate, ITERATED],
      se: [coefficient.standard_error, ITERATED],
    };
  },
});
