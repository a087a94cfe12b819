// What an answer calls the values of a record of R's survival, and how close it must be.

import assert from 'node:assert/strict';
import { CLOSED, COUNT, TAIL, answer, selection } from './golden.mjs';

const TRANSFORMS = ['plain', 'log', 'log-log', 'arcsin', 'logit'];
const LIMITS = TRANSFORMS.flatMap((transform) => [0.9, 0.95, 0.99].map((level) => ({ transform, level })));

/** "trt|celltype(exit,event,entry=entry);gehan": the columns a record is about. */
function columns({ label, args }) {
  const [groups, times = 'time,event'] = label.split(';')[0].replace(/\)$/, '').split('(');
  const [time, event, entry] = times.split(',');
  const [group, ...strata] = groups.split('|');
  return { time, event, entry: entry?.replace('entry=', ''), group: args.group_levels && group, strata };
}

function ask(record, more) {
  const { time, event, entry, group, strata } = columns(record);
  return answer(record.dataset, {
    kind: 'survival',
    endpoint: { name: record.label, time, event, ...(entry && { entry }), coding: { event: ['1'], censored: ['0'] } },
    ...(group && { by: { by: 'label', column: group, levels: record.args.group_levels } }),
    strata,
    selection: selection(record.args.rows),
    ...more,
  });
}

const one = (record, more) => ask(record, more).groups[0];

const WEIGHTS = { logrank: 'log_rank', gehan: 'gehan', 'tarone-ware': 'tarone_ware', 'peto-peto': 'peto_peto', 'peto-peto-mod': 'peto_peto_modified' };

function weight(name) {
  if (WEIGHTS[name]) return WEIGHTS[name];
  const [, rho, gamma] = name.split('_').map(Number);
  return { fleming_harrington: { rho, gamma } };
}

/** `log-log_95` and the limits that go by that name. */
const named = (limits) => limits.map((of) => [`${of.transform}_${Math.round(of.level * 100)}`, of]);

/** For each method: what the answer calls the values of a record, and how close. */
export const SURVIVAL = {
  'km.curve'(record) {
    const { curve } = one(record, {});
    return {
      time: [curve.time, CLOSED],
      n_risk: [curve.at_risk, COUNT],
      n_event: [curve.events, COUNT],
      n_censor: [curve.censored, COUNT],
      surv: [curve.survival, CLOSED],
      se: [curve.standard_error, CLOSED],
      cumhaz_na: [curve.cumulative_hazard, CLOSED],
      se_cumhaz_na: [curve.cumulative_hazard_standard_error, CLOSED],
    };
  },
  'na.curve'(record) {
    const limits = [{ transform: 'log', level: 0.95 }];
    const { curve, cumulative_hazards: [na, fh] } = one(record, { limits, cumulative_hazards: ['nelson_aalen', 'fleming_harrington'] });
    const [plain, log] = na.limits;
    return {
      time: [curve.time, CLOSED],
      cumhaz_na: [na.cumulative_hazard, CLOSED],
      se_na: [na.standard_error, CLOSED],
      na_plain95_lower: [plain.lower, CLOSED],
      na_plain95_upper: [plain.upper, CLOSED],
      na_log95_lower: [log.lower, CLOSED],
      na_log95_upper: [log.upper, CLOSED],
      surv_exp_na: [na.survival, CLOSED],
      cumhaz_fh: [fh.cumulative_hazard, CLOSED],
      se_fh: [fh.standard_error, CLOSED],
      surv_exp_fh: [fh.survival, CLOSED],
    };
  },
  'km.ci'(record) {
    const { curve } = one(record, { limits: LIMITS });
    return Object.fromEntries(
      named(curve.limits).flatMap(([name, of]) => [[`${name}_lower`, [of.lower, CLOSED]], [`${name}_upper`, [of.upper, CLOSED]]]),
    );
  },
  'km.quantile'(record) {
    const { quantiles } = one(record, { limits: LIMITS, quantiles: record.args.probs });
    const limits = named(quantiles[0].limits).map(([name], k) => [name, quantiles.map((q) => q.limits[k])]);
    return {
      quantile: [quantiles.map((q) => q.estimate), CLOSED],
      ...Object.fromEntries(
        limits.flatMap(([name, of]) => [
          [`${name}_lower`, [of.map((l) => l.lower), CLOSED]],
          [`${name}_upper`, [of.map((l) => l.upper), CLOSED]],
        ]),
      ),
    };
  },
  'km.landmark'(record) {
    const { at_times: at } = one(record, { limits: LIMITS, times: record.values.times });
    const limits = named(at[0].limits).map(([name], k) => [name, at.map((a) => a.limits[k])]);
    return {
      times: [at.map((a) => a.time), COUNT],
      surv: [at.map((a) => a.survival), CLOSED],
      se: [at.map((a) => a.standard_error), CLOSED],
      n_risk: [at.map((a) => a.at_risk), COUNT],
      ...Object.fromEntries(
        limits.flatMap(([name, of]) => [
          [`${name}_lower`, [of.map((l) => l.lower), CLOSED]],
          [`${name}_upper`, [of.map((l) => l.upper), CLOSED]],
        ]),
      ),
    };
  },
  'km.reverse'(record) {
    const limits = ['log', 'log-log'].map((transform) => ({ transform, level: 0.95 }));
    const { follow_up_quantiles: quantiles } = one(record, { limits, quantiles: [0.25, 0.5, 0.75] });
    return {
      quantile: [quantiles.map((q) => q.estimate), CLOSED],
      ...Object.fromEntries(
        ['log', 'loglog'].flatMap((name, k) => [
          [`${name}_95_lower`, [quantiles.map((q) => q.limits[k].lower), CLOSED]],
          [`${name}_95_upper`, [quantiles.map((q) => q.limits[k].upper), CLOSED]],
        ]),
      ),
    };
  },
  'test.ksample'(record) {
    const values = groupTest(ask(record, { tests: [weight(record.args.weight)] }).tests[0]);
    if (record.id === ILL_CONDITIONED) {
      assert.ok(Math.abs(values.chisq[0] / 27.760011024638867 - 1) < 1e-14);
      for (const key of ['chisq', 'p']) values[key][1] = { relative: 1e-10, absolute: 0 };
    }
    return values;
  },
  'test.stratified': (record) => groupTest(ask(record, { tests: [weight(record.args.weight)] }).tests[0]),
  'test.trend'(record) {
    const [trend] = ask(record, { tests: [weight(record.args.weight)], trend: record.args.scores }).trends;
    return {
      U: [trend.u, CLOSED],
      var: [trend.variance, CLOSED],
      z: [trend.z, CLOSED],
      chisq: [trend.chi_squared, CLOSED],
      p: [trend.p, TAIL],
    };
  },
  'test.pairwise'(record) {
    const [{ pairs }] = ask(record, { tests: [weight(record.args.weight)], pairwise: true }).pairwise;
    const all = (key) => pairs.map((pair) => pair[key]);
    return {
      pair_1: [all('first'), COUNT],
      pair_2: [all('second'), COUNT],
      chisq: [all('chi_squared'), CLOSED],
      p: [all('p'), TAIL],
      p_holm: [all('p_holm'), TAIL],
      p_bh: [all('p_benjamini_hochberg'), TAIL],
      p_bonferroni: [all('p_bonferroni'), TAIL],
      p_hochberg: [all('p_hochberg'), TAIL],
    };
  },
  rmst(record) {
    const [{ groups, contrasts: [contrast] }] = ask(record, { restricted_to: [record.args.tau] }).restricted_means;
    const of = (key) => [contrast[key], key.endsWith('_p') ? TAIL : CLOSED];
    return {
      ...Object.fromEntries(
        groups.flatMap((group, i) => [
          [`rmst_${i + 1}`, [group.mean, CLOSED]],
          [`se_${i + 1}`, [group.standard_error, CLOSED]],
          [`lower_${i + 1}`, [group.lower, CLOSED]],
          [`upper_${i + 1}`, [group.upper, CLOSED]],
          [`rmtl_${i + 1}`, [group.time_lost, CLOSED]],
        ]),
      ),
      diff: of('difference'),
      diff_se: of('difference_standard_error'),
      diff_lower: of('difference_lower'),
      diff_upper: of('difference_upper'),
      diff_p: of('difference_p'),
      ratio: of('ratio'),
      ratio_lower: of('ratio_lower'),
      ratio_upper: of('ratio_upper'),
      ratio_p: of('ratio_p'),
      rmtl_ratio: of('time_lost_ratio'),
      rmtl_ratio_lower: of('time_lost_ratio_lower'),
      rmtl_ratio_upper: of('time_lost_ratio_upper'),
      rmtl_ratio_p: of('time_lost_ratio_p'),
    };
  },
};

/** One patient with a late weight makes V ill-conditioned; the reference is off
 *  by 5.8e-12. In 60-digit decimal arithmetic χ² is 27.76001102463886612. */
const ILL_CONDITIONED = 'test.ksample|lung|ph_ecog;fh_0.5_2';

function groupTest(test) {
  return {
    n: [test.n, COUNT],
    observed: [test.observed, COUNT],
    expected: [test.expected, CLOSED],
    observed_w: [test.observed_weighted, CLOSED],
    expected_w: [test.expected_weighted, CLOSED],
    // U and V are differences of sums: close to zero they keep the digits of the sums.
    U: [test.u, { relative: 1e-12, absolute: 1e-12 * Math.max(...test.expected_weighted.map(Math.abs), 1) }],
    V: [test.v, { relative: 1e-12, absolute: 1e-12 * Math.max(...test.v.map(Math.abs), 1) }],
    chisq: [test.chi_squared, CLOSED],
    df: [test.df, COUNT],
    p: [test.p, TAIL],
    z: [test.z, CLOSED],
    // These come with the unweighted test of two groups.
    hr_pike: [test.hazard_ratio?.pike, CLOSED],
    hr_peto: [test.hazard_ratio?.peto, CLOSED],
    hr_peto_lower: [test.hazard_ratio?.peto_lower, CLOSED],
    hr_peto_upper: [test.hazard_ratio?.peto_upper, CLOSED],
  };
}
