// Rank tests, published figures, power and polychoric correlations of the wasm
// that ships, on every record of R's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';
import { dependent } from './support/dependent.mjs';
import { CLOSED, COUNT, EXACT, TAIL, answer, check, facts, made } from './support/golden.mjs';

const pair = ({ lower, upper }) => [lower, upper];

/** Values in groups: a column of the data set, or the labels the record lists. */
function grouped({ dataset, args: { y, g, levels, group_of_each_complete_row: labels } }) {
  const by = { by: 'label', column: g, levels };
  const request = { kind: 'group_comparison', variable: y, by };
  if (!labels) return answer(dataset, { ...request, permutation: {} });
  const { columns } = facts(dataset);
  const complete = columns[y].flatMap((value, row) => (value === null || (columns[g] && columns[g][row] === null) ? [] : [value]));
  assert.equal(complete.length, labels.length);
  const name = made(`${dataset} ${y} ${g}`, { [y]: complete, [g]: labels });
  return answer(name, { ...request, permutation: {} });
}

/** exactRankTests stops counting at 50 patients a group and gives the normal p. */
const fellBack = (n, { p_exact, p }) => n >= 50 && Math.abs(p_exact / p - 1) < 1e-12;

/** Two columns of a data set; gehan's pairs stand in two rows each. */
function paired({ dataset, args: { x, y } }) {
  if (dataset !== 'gehan') return answer(dataset, { kind: 'paired_comparison', x, y });
  const { columns } = facts(dataset);
  const of = (treatment) => columns.time.filter((_, row) => columns.treat[row] === treatment);
  return answer(made('gehan in pairs', { a: of('6-MP'), b: of('control') }), { kind: 'paired_comparison', x: 'a', y: 'b' });
}

check('correlation', {
  'test.kruskal'(record) {
    const { kruskal_wallis: of } = grouped(record);
    return {
      n: [of.n, COUNT], H: [of.h, CLOSED], df: [of.df, COUNT], p: [of.p, TAIL],
      mean_ranks: [of.mean_ranks, CLOSED], epsilon2: [of.epsilon_squared, CLOSED],
    };
  },
  'test.mann_whitney'(record) {
    const { mann_whitney: of } = grouped(record);
    const exact = fellBack(Math.max(of.n1, of.n2), record.values) ? [of.permutation.p_two_sided, { relative: 0.01, absolute: 0 }] : [of.permutation.p_two_sided, EXACT];
    return {
      n1: [of.n1, COUNT], n2: [of.n2, COUNT], U1: [of.u1, COUNT], U2: [of.u2, COUNT], z: [of.z, CLOSED], p: [of.p, TAIL],
      p_cc: [of.p_continuity, TAIL], p_exact: exact, auc: [of.auc, CLOSED], rank_biserial: [of.rank_biserial, CLOSED],
    };
  },
  'test.jonckheere'(record) {
    const { jonckheere: of } = grouped(record);
    return {
      J: [of.j, COUNT], mean: [of.mean, COUNT], var: [of.variance, CLOSED], z: [of.z, CLOSED],
      p_two: [of.p_two_sided, TAIL], p_increasing: [of.p_increasing, TAIL], p_decreasing: [of.p_decreasing, TAIL],
    };
  },
  'test.signed_rank'(record) {
    const { signed_rank: of } = paired(record);
    const exact = fellBack(of.nonzero, record.values) ? [of.p_exact, { relative: 0.05, absolute: 0 }] : [of.p_exact, EXACT];
    return {
      n_pairs: [of.pairs, COUNT], n_nonzero: [of.nonzero, COUNT], n_zero: [of.zero, COUNT], V: [of.v, COUNT], T_minus: [of.t_minus, COUNT],
      z: [of.z, CLOSED], p: [of.p, TAIL], z_cc: [of.z_continuity, CLOSED], p_cc: [of.p_continuity, TAIL], p_exact: exact,
      z_pratt: [of.z_pratt, CLOSED], p_pratt: [of.p_pratt, TAIL], p_pratt_exact: [of.p_pratt_exact, EXACT],
      rank_biserial: [of.rank_biserial, CLOSED], median_diff: [of.median_difference, COUNT],
    };
  },
});

const none = open('');
/** What needs no table. */
const said = (request) => {
  const { answer: given, problems } = none.run(request);
  assert.ok(given, JSON.stringify(problems));
  return given;
};

check('correlation_inputs', {
  p_from_rho({ args: { rho, n } }) {
    const { from_n: of } = said({ kind: 'published_correlation', rho, n });
    const limits = (kind) => [pair(of.intervals.find((i) => i.kind === kind && i.level === 0.95)), CLOSED];
    return {
      rho: [of.rho, COUNT], n: [of.n, COUNT], t: [of.t, CLOSED], p: [of.p, TAIL],
      fisher_95: limits('fisher'), fieller_95: limits('fieller'), bonett_wright_95: limits('bonett_wright'),
    };
  },
  n_from_rho_p({ args: { rho, p } }) {
    const decimals = (number) => String(number).split('.')[1].length;
    const { from_p: of } = said({ kind: 'published_correlation', rho, p, rho_decimals: decimals(rho), p_decimals: decimals(p), sizes: [10, 60] });
    return {
      n_exact_rho_rounds_to_p: [of.exact, COUNT], n_possible_with_rounded_rho: [of.possible, COUNT],
      n_tested: [of.tested, COUNT], p_at_rho: [of.p_at_rho, TAIL],
    };
  },
});

check('correlation_inputs', {
  'test.dependent_corr'({ args: { r12, r13, r23, n } }) {
    const { difference: of } = said({ kind: 'published_correlation', rho: r12, n, other: { rho: r13, between: r23 } });
    return dependent(of);
  },
});

check('power', {
  'power.correlation'({ args: { r, n, alpha } }) {
    const { power: of } = said({ kind: 'correlation_power', r, n, alpha, powers: [0.8, 0.9] });
    const parts = of.by_variance.flatMap(({ kind, power, power_two_tails: both, n_for_power: [eighty, ninety] }) => [
      [`power_${kind}`, [power, TAIL]], [`power_two_tails_${kind}`, [both, TAIL]],
      [`n_${kind}_80`, [eighty.value, CLOSED]], [`n_${kind}_90`, [ninety.value, CLOSED]],
    ]);
    return {
      ...Object.fromEntries(parts),
      power_pwr_r_test: [of.power_by_t, TAIL],
      // R stops searching for this n at a step of 1e-4.
      n_pwr_r_test_80: [of.n_for_power_by_t[0].value, { relative: 1e-6, absolute: 0 }],
    };
  },
  'power.schoenfeld'({ args: { hr, power, alpha, p1 } }) {
    const { needed: [of], at_events: [at] } = said({ kind: 'log_rank_power', hazard_ratio: hr, first_share: p1, alpha, powers: [power], events: [100] });
    return {
      events: [of.events, CLOSED], events_ceiling: [of.events_rounded_up, COUNT], events_one_sided: [of.events_one_sided, CLOSED],
      power_at_ceiling: [of.power_at_rounded_up, TAIL], events_freedman: [of.events_freedman, CLOSED],
      detectable_hr_at_100_events: [at.detectable[0].hazard_ratio, CLOSED],
    };
  },
  'power.logrank_accrual'({ args: { median1, hr, accrual, follow, p1, dropout_rate, alpha, power } }) {
    const course = { first_median: median1, accrual, follow_up: follow, dropout_rate, patients: [100, 300] };
    const { needed: [{ events }], course: of } = said({ kind: 'log_rank_power', hazard_ratio: hr, first_share: p1, alpha, powers: [power], course });
    const [needed] = of.needed;
    return {
      lambda1: [of.first_hazard, CLOSED], lambda2: [of.second_hazard, CLOSED],
      pevent1: [of.first_event_probability, CLOSED], pevent2: [of.second_event_probability, CLOSED], pevent_mean: [of.event_probability, CLOSED],
      events: [events, CLOSED], n_total: [needed.patients, CLOSED], n_total_ceiling: [needed.patients_rounded_up, COUNT],
      n1: [needed.first_group, CLOSED], n2: [needed.second_group, CLOSED],
      power_at_n100: [of.at_patients[0].power, TAIL], power_at_n300: [of.at_patients[1].power, TAIL],
    };
  },
  'power.corr_precision'({ args: { r, n, level } }) {
    const { power: of } = said({ kind: 'correlation_power', r, n, alpha: 1 - level });
    return { width_bw: [of.width_bonett_wright, CLOSED], critical_r: [of.critical_r, CLOSED] };
  },
});

check('exact', {
  'corr.polychoric'({ dataset, args: { x, y } }) {
    const { polychoric: of } = answer(dataset, { kind: 'correlation', x, y, also: ['polychoric'] });
    const { two_step: two, maximum_likelihood: ml } = of;
    const SEARCHED = { relative: 1e-6, absolute: 1e-7 };
    return {
      n: [of.n, COUNT], two_step: [two.rho, SEARCHED], two_step_se: [two.standard_error, SEARCHED], two_step_loglik: [two.log_likelihood, SEARCHED],
      row_thresholds: [two.row_thresholds, SEARCHED], col_thresholds: [two.column_thresholds, SEARCHED],
      ml: [ml.rho, SEARCHED], ml_se: [ml.standard_error, SEARCHED], ml_loglik: [ml.log_likelihood, SEARCHED],
      ml_row_thresholds: [ml.row_thresholds, SEARCHED], ml_col_thresholds: [ml.column_thresholds, SEARCHED],
      bvn_chisq: [of.chi_squared, SEARCHED], bvn_df: [of.df, COUNT], bvn_p: [of.p, SEARCHED],
    };
  },
});

test('a log-rank power that cannot be is refused, one that is never reached is said', () => {
  const refused = (request) => none.run({ kind: 'log_rank_power', ...request }).problems.map(({ code }) => code);
  assert.deepEqual(refused({ hazard_ratio: 0 }), ['number_out_of_range']);
  assert.deepEqual(refused({ hazard_ratio: 0.5, first_share: 1 }), ['number_out_of_range']);
  assert.deepEqual(refused({ hazard_ratio: 0.5, powers: [0.01] }), ['number_out_of_range']);
  const { needed: [never] } = said({ kind: 'log_rank_power', hazard_ratio: 1, powers: [0.8] });
  assert.equal(typeof never.events.not_estimable, 'string');
});

test('two curves come with the hazard ratio that their events could have shown', () => {
  const endpoint = { name: 'remission', time: 'time', event: 'event', coding: { event: ['1'], censored: ['0'] } };
  const { could_show: could } = answer('gehan', { kind: 'survival', endpoint, by: { by: 'label', column: 'treat' } });
  assert.equal(could.events, 30);
  assert.equal(could.first_share, 0.5);
  // ln HR goes with 1/√events: from the reference's value at 100 events.
  const expected = 0.571027994362933 ** Math.sqrt(100 / 30);
  assert.ok(Math.abs(could.hazard_ratio / expected - 1) < 1e-12);
  const uneven = none.run({ kind: 'log_rank_power', hazard_ratio: 0.5, first_share: 1e-6, powers: [0.8], events: [1] });
  assert.equal(typeof uneven.answer.at_events[0].detectable[0].hazard_ratio.not_estimable, 'string');
  const alone = answer('gehan', { kind: 'survival', endpoint });
  assert.equal(alone.could_show, null);
});
