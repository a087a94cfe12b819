// What a small cohort needs, on the wasm that ships: records of R made by
// tests/golden/scripts/small_samples.R.

import assert from 'node:assert/strict';
import { CLOSED, COUNT, ITERATED, TAIL, answer, check, study } from './support/golden.mjs';

const endpoint = (time, event) => ({ name: 'endpoint', time, event, coding: { event: ['1'], censored: ['0'] } });

/** Line numbers as positions among those counted, from 1. */
const places = ({ without }, lines) => lines.map((line) => without.findIndex(({ row }) => row === line) + 1);

/** A grade column of the synthetic cohort against an endpoint. */
function graded(dataset, { endpoint: name, grade, at }) {
  const mapped = study(dataset);
  mapped.map(mapped.propose().mapping);
  const { answer: given, problems } = mapped.run({
    kind: 'grade_survival',
    endpoint: endpoint(`${name}_months`, `${name}_event`),
    grade,
    ...(at !== 'NA' && { at }),
    resampling: { draws: 4000, seed: 3 },
  });
  assert.ok(given, JSON.stringify(problems));
  return given;
}

/** A question about two groups of a record's data set. */
export function ask({ dataset, args }, more) {
  return answer(dataset, {
    kind: 'survival',
    endpoint: endpoint(args.time, args.event),
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
  influence(record) {
    const found = ask(record, { kind: 'influence' });
    const of = ({ hazard_ratio, chi_squared, p, medians }) => [hazard_ratio, chi_squared, p, ...medians];
    const each = (key) => found.without.map(({ headline }) => headline[key]);
    return {
      all: [of(found.all), ITERATED],
      hazard_ratio: [each('hazard_ratio'), ITERATED],
      chisq: [each('chi_squared'), CLOSED],
      p: [each('p'), TAIL],
      median_1: [each('medians').map(([first]) => first), CLOSED],
      median_2: [each('medians').map(([, second]) => second), CLOSED],
      decisive: [places(found, found.decisive), COUNT],
      at_least: [found.fewest.at_least, COUNT],
      at_most: [found.fewest.at_most, COUNT],
      left_out: [places(found, found.fewest.left_out), COUNT],
      reassigned: [found.reassigned, COUNT],
    };
  },
  'influence.correlation'({ dataset, args: { x, y } }) {
    const found = answer(dataset, { kind: 'correlation_influence', x, y });
    return {
      rho: [found.rho, CLOSED],
      rho_without: [found.without.map(({ rho }) => rho), CLOSED],
      p_without: [found.without.map(({ p }) => p), TAIL],
      decisive: [places(found, found.decisive), COUNT],
      at_least: [found.fewest.at_least, COUNT],
      at_most: [found.fewest.at_most, COUNT],
      left_out: [places(found, found.fewest.left_out), COUNT],
    };
  },
  family({ dataset, args, values }) {
    const endpoints = Array.from({ length: args.endpoints.length / 2 }, (_, i) => endpoint(args.endpoints[2 * i], args.endpoints[2 * i + 1]));
    const markers = args.markers.map((variable) => ({ as: 'number', variable }));
    const { n, tests } = answer(dataset, { kind: 'family', endpoints, markers, draws: 50_000 });
    // Two simulated shares, each within 4.5 standard errors of their difference.
    const error = (p) => 4.5 * Math.sqrt(p * (1 - p) * (1 / 50_000 + 1 / 200_000)) + 2e-5;
    const drawn = (key) => [tests.map((of, i) => (Math.abs(of[key] - values[key][i]) <= error(values[key][i]) ? values[key][i] : of[key])), COUNT];
    return {
      n: [n, COUNT],
      z: [tests.map(({ z }) => z), CLOSED],
      p_max: drawn('p_max'),
      p_step_down: drawn('p_step_down'),
    };
  },
  'grade.survival'({ dataset, args }) {
    const found = graded(dataset, args);
    const share = { relative: 0, absolute: 4 * Math.sqrt(0.25 / 4000 + 0.25 / 4000) };
    const all = found.every_way;
    return {
      n: [found.n, COUNT],
      midpoints: [[found.at_midpoints.hazard_ratio, found.at_midpoints.p], ITERATED],
      share_significant: [found.share_significant, share],
      share_above_one: [found.share_above_one, share],
      ways: [all?.ways, COUNT],
      significant: [all?.significant, COUNT],
      p_ways: [[all?.p_smallest, all?.p_largest], TAIL],
      ratio_ways: [[all?.hazard_ratio_smallest, all?.hazard_ratio_largest], ITERATED],
    };
  },
  'simulated.power'(record) {
    const { ratio, draws } = record.args;
    const [of] = ask(record, { kind: 'simulated_power', hazard_ratios: [ratio], draws: 20_000 }).powers;
    const { power, events_se } = record.values;
    const error = Math.sqrt(power * (1 - power) * (1 / draws + 1 / 20_000));
    return {
      power: [of.power, { relative: 0, absolute: 4 * error }],
      events: [of.events, { relative: 0, absolute: 4 * events_se * Math.sqrt(1 + draws / 20_000) }],
      events_se: [events_se, COUNT],
    };
  },
});
