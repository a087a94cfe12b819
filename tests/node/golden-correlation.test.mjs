// Correlation and agreement of the wasm that ships, on every record of R's.

import assert from 'node:assert/strict';
import { dependent } from './support/dependent.mjs';
import { CLOSED, COUNT, EXACT, TAIL, answer, check, folded } from './support/golden.mjs';

const pair = ({ lower, upper }) => [lower, upper];

const correlation = ({ dataset, args }, more) => answer(dataset, { kind: 'correlation', x: args.x, y: args.y, ...more });
const agreement = ({ dataset, args }, more) => answer(dataset, { kind: 'agreement', x: args.x, y: args.y, ...more });

/** For each method: what the answer calls the values of a record, and how close. */
const METHODS = {
  'corr.spearman'(record) {
    const { spearman: of } = correlation(record, { levels: [0.9, 0.95, 0.99] });
    const intervals = of.intervals.map((i) => [`${i.kind}_${Math.round(i.level * 100)}`, [pair(i), CLOSED]]);
    return {
      n: [of.n, COUNT], rho: [of.rho, CLOSED], S: [of.s, CLOSED], t: [of.t, CLOSED], df: [of.df, COUNT],
      p_t: [of.p_t, TAIL], p_t_R: [of.p_t, TAIL], p_z: [of.p_z, TAIL],
      sum_d2: [of.sum_of_squared_rank_differences, CLOSED], rho_nontie_formula: [of.rho_by_formula_without_ties, CLOSED],
      ...Object.fromEntries(intervals),
    };
  },
  'corr.kendall'(record) {
    const { kendall: of } = correlation(record, { also: ['kendall'] });
    const { concordant, discordant, tied_x_only, tied_y_only, tied_both } = of.pairs;
    return {
      n: [of.n, COUNT], tau_b: [of.tau_b, CLOSED], tau_a: [of.tau_a, CLOSED],
      concordant: [concordant, COUNT], discordant: [discordant, COUNT],
      tied_x_only: [tied_x_only, COUNT], tied_y_only: [tied_y_only, COUNT], tied_both: [tied_both, COUNT],
      z: [of.z, CLOSED], p: [of.p, TAIL], z_cc: [of.z_continuity, CLOSED], p_cc: [of.p_continuity, TAIL],
      fieller_95: [pair(of.intervals[0]), CLOSED],
    };
  },
  'corr.pearson'(record) {
    const { pearson: of } = correlation(record, { also: ['pearson'], levels: [0.9, 0.95, 0.99] });
    const [ci_90, ci_95, ci_99] = of.intervals.map((i) => [pair(i), CLOSED]);
    return { r: [of.r, CLOSED], t: [of.t, CLOSED], p: [of.p, TAIL], ci_90, ci_95, ci_99 };
  },
  'assoc.ordinal'(record) {
    const { ordinal: of } = correlation(record, { also: ['ordinal'] });
    // In pub_ord6nt every patient agrees with 4 others and disagrees with 1: the
    // standard error is exactly 0. The reference lost it to rounding (8e-9).
    const tau = record.dataset === 'pub_ord6nt' ? { relative: 0, absolute: 2e-8 } : CLOSED;
    return {
      n: [of.n, COUNT],
      gamma: [of.gamma.estimate, CLOSED], gamma_ase1: [of.gamma.standard_error, CLOSED], gamma_ase0: [of.gamma.standard_error_null, CLOSED],
      gamma_z0: [of.gamma.z, CLOSED], gamma_p0: [of.gamma.p, TAIL], gamma_lower95: [of.gamma.lower, CLOSED], gamma_upper95: [of.gamma.upper, CLOSED],
      somers_yx: [of.somers_y_given_x.estimate, CLOSED], somers_yx_ase1: [of.somers_y_given_x.standard_error, CLOSED],
      somers_yx_ase0: [of.somers_y_given_x.standard_error_null, CLOSED], somers_yx_p0: [of.somers_y_given_x.p, TAIL],
      somers_yx_lower95: [of.somers_y_given_x.lower, CLOSED], somers_yx_upper95: [of.somers_y_given_x.upper, CLOSED],
      somers_xy: [of.somers_x_given_y.estimate, CLOSED], somers_xy_ase1: [of.somers_x_given_y.standard_error, CLOSED],
      somers_xy_ase0: [of.somers_x_given_y.standard_error_null, CLOSED], somers_sym: [of.somers_symmetric, CLOSED],
      tau_b: [of.tau_b.estimate, CLOSED], tau_b_ase1: [of.tau_b.standard_error, tau], tau_b_ase0: [of.tau_b.standard_error_null, CLOSED],
      tau_b_lower95: [of.tau_b.lower, tau], tau_b_upper95: [of.tau_b.upper, tau],
      tau_c: [of.tau_c.estimate, CLOSED], tau_c_ase: [of.tau_c.standard_error, CLOSED],
    };
  },
  'agree.kappa'(record) {
    const categories = Array.from({ length: record.args.categories }, (_, k) => k + 1);
    const of = answer(folded(record), { kind: 'agreement', x: record.args.x, y: record.args.y, categories });
    const kappas = of.kappa.flatMap((kappa) =>
      Object.entries({
        po: [kappa.observed_agreement, CLOSED], pe: [kappa.chance_agreement, CLOSED], kappa: [kappa.kappa, CLOSED],
        se: [kappa.standard_error, CLOSED], se0: [kappa.standard_error_null, CLOSED], z: [kappa.z, CLOSED], p: [kappa.p, TAIL],
        lower95: [kappa.lower, CLOSED], upper95: [kappa.upper, CLOSED],
      }).map(([key, value]) => [`${kappa.weights}_${key}`, value]),
    );
    return {
      n: [of.accounting.used, COUNT], table: [of.table, COUNT], percent_agreement: [of.observed_agreement, CLOSED],
      ...Object.fromEntries(kappas),
    };
  },
  'agree.icc'(record) {
    const { intraclass: of } = agreement(record);
    return {
      n: [of.n, COUNT], msr: [of.ms_patients, CLOSED], msc: [of.ms_readers, CLOSED], mse: [of.ms_error, CLOSED], msw: [of.ms_within, CLOSED],
      icc1: [of.icc1.estimate, CLOSED], icc1_95: [pair(of.icc1), CLOSED], icc21: [of.icc2.estimate, CLOSED], icc21_95: [pair(of.icc2), CLOSED],
      icc21_nu: [of.icc2_df, CLOSED], icc31: [of.icc3.estimate, CLOSED], icc31_95: [pair(of.icc3), CLOSED],
      icc2k: [of.icc2_mean, CLOSED], icc3k: [of.icc3_mean, CLOSED], F3: [of.f3, CLOSED], df1: [of.df_patients, COUNT], df2: [of.df_error, COUNT],
      p3: [of.p3, TAIL], F1: [of.f1, CLOSED], p1: [of.p1, TAIL],
    };
  },
  'agree.ccc'(record) {
    const { concordance: of } = agreement(record);
    const { divisor_n: n, divisor_n_minus_1: n1 } = of;
    return {
      n: [of.n, COUNT], ccc_n: [n.ccc, CLOSED], se_n: [n.standard_error, CLOSED], z95_n: [pair(n), CLOSED],
      bias_factor_n: [n.bias_factor, CLOSED], scale_shift_n: [n.scale_shift, CLOSED], location_shift_n: [n.location_shift, CLOSED],
      ccc_n1: [n1.ccc, CLOSED], se_n1: [n1.standard_error, CLOSED], z95_n1: [pair(n1), CLOSED], bias_factor_n1: [n1.bias_factor, CLOSED],
      pearson: [of.pearson, CLOSED],
    };
  },
  'agree.bland_altman'(record) {
    const { bland_altman: of } = agreement(record);
    const { lower_limit: low, upper_limit: high } = of;
    // R's noncentral t quantile has about eight digits.
    const EXACT_LIMITS = { relative: 1e-8, absolute: 0 };
    return {
      n: [of.n, COUNT], mean_diff: [of.mean_difference, CLOSED], sd_diff: [of.standard_deviation, CLOSED], mean_diff_95: [[of.mean_lower, of.mean_upper], CLOSED],
      loa_lower: [low.limit, CLOSED], loa_upper: [high.limit, CLOSED], loa_lower_196: [low.limit_196, CLOSED], loa_upper_196: [high.limit_196, CLOSED],
      se_loa_3n: [of.standard_error_1986, CLOSED], se_loa_1999: [of.standard_error_1999, CLOSED],
      loa_lower_95_approx: [low.approximate_1986, CLOSED], loa_upper_95_approx: [high.approximate_1986, CLOSED],
      loa_lower_95_1999: [low.approximate_1999, CLOSED], loa_upper_95_1999: [high.approximate_1999, CLOSED],
      loa_lower_95_exact: [low.exact, EXACT_LIMITS], loa_upper_95_exact: [high.exact, EXACT_LIMITS],
      t: [of.t, CLOSED], p: [of.p, TAIL], slope_r: [of.slope_r, CLOSED],
    };
  },
  'test.dependent_corr'({ dataset, label, args: { shared, a, b } }) {
    const coefficient = label.endsWith('spearman') ? 'spearman' : 'pearson';
    const { tests: of } = answer(dataset, { kind: 'compare_correlations', shared, a, b, coefficient });
    return dependent(of);
  },
  'corr.partial_spearman'({ dataset, args: { x, y, given } }) {
    const { partial_spearman: of } = answer(dataset, { kind: 'partial_correlation', x, y, given });
    return { n: [of.n, COUNT], rho: [of.rho, CLOSED], t: [of.t, CLOSED], df: [of.df, COUNT], p: [of.p, TAIL], fisher_95: [pair(of.intervals[0]), CLOSED] };
  },
  'perm.corr'(record) {
    const { exact_spearman: rho, exact_kendall: tau } = correlation(record, { also: ['exact_spearman', 'exact_kendall'] });
    assert.equal(rho.how.kind, 'exact');
    return {
      n: [rho.n, COUNT], S: [tau.statistic, COUNT],
      rho_p_two: [rho.p_two_sided, EXACT], rho_p_greater: [rho.p_greater, EXACT], rho_p_less: [rho.p_less, EXACT],
      rho_p_twice_smaller: [rho.p_twice_smaller, EXACT], rho_midp_two: [rho.mid_p_two_sided, EXACT],
      tau_p_two: [tau.p_two_sided, EXACT], tau_p_greater: [tau.p_greater, EXACT], tau_p_less: [tau.p_less, EXACT],
      enumerated_permutations: [Number(rho.how.permutations), COUNT], enumerated_extreme: [Number(rho.how.extreme), COUNT],
    };
  },
};

/** The exact p is another question, asked of the permutation test. */
const ELSEWHERE = ['p_exact_R'];

const { 'perm.corr': counted, ...REST } = METHODS;
check('correlation', REST, ELSEWHERE);
check('exact', { 'perm.corr': counted }, ELSEWHERE);
