// What an answer calls the values of a record of a permutation test, and how close it must be.

import assert from 'node:assert/strict';
import { CLOSED, COUNT, TAIL, answer, facts } from './golden.mjs';

const CODING = { event: ['1'], censored: ['0'] };

/** `pfs:age` names columns of the synthetic cohort. */
function endpoint(label) {
  const [, prefix] = /^(\w+):/.exec(label) ?? [];
  return prefix
    ? { name: label, time: `${prefix}_months`, event: `${prefix}_event`, coding: CODING }
    : { name: label, time: 'time', event: 'event', coding: CODING };
}

const WEIGHTS = {
  logrank: 'log_rank', 'Gehan-Breslow': 'gehan', 'Tarone-Ware': 'tarone_ware',
  // coin's weight of this name is the Kaplan–Meier curve just before t.
  'Peto-Peto': { fleming_harrington: { rho: 1, gamma: 0 } },
};
const TIES = { 'mid-ranks': 'nelson_aalen', 'Hothorn-Lausen': 'hothorn_lausen', 'average-scores': 'averaged' };

/** coin counts the sum of scores with the opposite sign. */
const negated = (values) => [values].flat().map((value) => -value);

export const ALLOCATIONS = {
  'perm.logrank_exact'({ dataset, args: { time, event, group, first } }) {
    const others = [...new Set(facts(dataset).columns[group])].filter((label) => label !== null && String(label) !== first);
    const { test: of } = answer(dataset, {
      kind: 'permutation_log_rank', endpoint: { name: 'endpoint', time, event, coding: CODING },
      by: { by: 'label', column: group, levels: [first, ...others].map(String) },
    });
    const { exact } = of;
    assert.ok(exact.in_whole_numbers && !of.monte_carlo);
    return {
      U: [of.statistic, CLOSED], n: [of.n[0] + of.n[1], COUNT], n1: [of.n[0], COUNT],
      allocations: [exact.allocations, COUNT], extreme: [exact.extreme, COUNT],
      p_two: [exact.p_two_sided, CLOSED], p_greater: [exact.p_greater, CLOSED], p_less: [exact.p_less, CLOSED],
      p_two_chisq: [exact.chi_squared?.p, CLOSED], chisq: [exact.chi_squared?.chi_squared, CLOSED],
    };
  },
};

export const CUTPOINTS = {
  'perm.logrank'({ dataset, label, args: { group_levels: levels } }) {
    const [what, weight, ties] = label.split(';');
    const { test: of } = answer(dataset, {
      kind: 'permutation_log_rank', endpoint: endpoint(label), by: { by: 'label', column: what.split(':').at(-1), levels },
      weight: WEIGHTS[weight], ties: TIES[ties],
    });
    const NEAR_ZERO = { relative: 1e-12, absolute: 1e-14 };
    // Square roots in the scores: coin counts sums up to 1.5e-7 standard deviations
    // short of the one seen as reaching it, 8 and 5 of 5.4e11 allocations here. Else
    // it agrees to its own rounding, 1e-9.
    const counted = { relative: weight === 'Tarone-Ware' && dataset === 'gehan' ? 2e-6 : 1e-9, absolute: 0 };
    return {
      z: [negated(of.z), CLOSED], p_asymptotic: [of.p_asymptotic, TAIL], linear: [negated(of.statistic), CLOSED],
      expectation: [negated(of.expectation), NEAR_ZERO], variance: [of.variance, CLOSED], scores: [negated(of.scores), NEAR_ZERO],
      p_exact: [of.exact?.p_two_sided, counted],
    };
  },
  cutpoint({ dataset, label, args: { x, minprop, rows } }) {
    const present = / present$/.test(rows) ? [rows.split(' ')[0]] : [];
    const of = answer(dataset, { kind: 'thresholds', endpoint: endpoint(label), variable: x, least_share: minprop, draws: 0, selection: { complete: present } });
    const { cuts } = of;
    // The smallest χ² are squares of differences of sums.
    const SUMS = { relative: 1e-12, absolute: 1e-13 };
    return {
      cuts: [cuts.map((cut) => cut.at), COUNT], n_low: [cuts.map((cut) => cut.n_low), COUNT],
      stats: [cuts.map((cut) => cut.statistic), SUMS], stats_na_scores: [cuts.map((cut) => cut.statistic_nelson_aalen), SUMS],
      logrank_chisq: [cuts.map((cut) => cut.test.chi_squared), SUMS], scores: [of.scores, SUMS],
      statistic: [of.best_statistic, CLOSED], estimate: [of.best_cut, CLOSED], logrank_best_cut: [of.best_cut_by_log_rank, CLOSED],
      p_lau92: [of.p_lausen_92, TAIL], p_lau94: [of.p_lausen_94, TAIL], p_lau94_uncapped: [of.p_lausen_94_uncapped, TAIL],
    };
  },
  'cutpoint.mc'({ dataset, label, values, args: { x, rows } }) {
    const present = / present$/.test(rows) ? [rows.split(' ')[0]] : [];
    const of = answer(dataset, { kind: 'thresholds', endpoint: endpoint(label), variable: x, draws: 99_999, selection: { complete: present } });
    // Theirs were drawn, 99,999 times: 4.5 standard errors of a difference, or of
    // theirs alone where ours counts all orders. Their integral is drawn too, to about 1e-3.
    const exact = typeof of.p_exact === 'number';
    const p = values.p_condMC;
    const drawn = { relative: 0, absolute: 4.5 * Math.sqrt(((exact ? 1 : 2) * p * (1 - p)) / 99_999) + 2e-5 };
    return {
      p_condMC: [exact ? of.p_exact : of.monte_carlo.p, drawn], p_exactGauss: [of.p_gauss, { relative: 0, absolute: 1e-3 }],
      p_HL: [of.p_hothorn_lausen, { relative: 1e-9, absolute: 0 }],
    };
  },
};
