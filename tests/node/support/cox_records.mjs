// What an answer calls the values of a record of a Cox model, and how close it must be.

import assert from 'node:assert/strict';
import { COUNT, ITERATED, answer, facts } from './golden.mjs';
import { covariates, model } from './model.mjs';

/** The record's model, its ties set, run with further options. */
function fitted(record, more) {
  const { endpoint, terms, strata, complete } = model(record);
  return answer(record.dataset, {
    kind: 'cox', endpoint, covariates: covariates(record.dataset, terms), strata, selection: { complete },
    ties: record.args.ties, ...more,
  });
}

const each = (list, field) => list.map((entry) => entry[field]);
const limits = (coefficients, level, side) => coefficients.map((coefficient) => coefficient.limits[level][side]);

/** Puts the record's strata, which R has in order of their levels, in the order of
 *  their first patients, which is ours; R names one `celltype=squamous` or by its level alone. */
function strataAsSeen(record) {
  const { values } = record;
  if (!values.strata) return;
  const { strata: [column], complete, terms } = model(record);
  const { columns } = facts(record.dataset);
  const needed = [column, ...complete, ...terms];
  const seen = [...new Set(columns[column].filter((_, row) => needed.every((name) => columns[name][row] !== null)))].map(String);
  const place = values.strata.map((name) => seen.indexOf(String(name).split('=').at(-1)));
  const order = place.map((_, i) => i).sort((i, j) => place[i] - place[j] || i - j);
  for (const name of ['time', 'hazard0', 'hazard_mean']) values[name] = order.map((i) => values[name][i]);
  values.strata = order.map((i) => place[i]);
}

const SCALES = { km: 'kaplan_meier', identity: 'identity', rank: 'rank', log: 'log' };

export const COX = {
  'cox.fit'(record) {
    const { fit } = fitted(record, { levels: [0.95, 0.9] });
    const { coefficients: of, likelihood_ratio: lr, wald, score } = fit;
    assert.ok(fit.convergence.converged, record.id);
    return {
      n: [fit.n, COUNT], n_event: [fit.events, COUNT], df: [lr.df, COUNT],
      coef: [each(of, 'estimate'), ITERATED], hr: [each(of, 'hazard_ratio'), ITERATED], se: [each(of, 'standard_error'), ITERATED],
      z: [each(of, 'z'), ITERATED], p: [each(of, 'p'), ITERATED], vcov: [fit.covariance, ITERATED],
      hr_lower95: [limits(of, 0, 'lower'), ITERATED], hr_upper95: [limits(of, 0, 'upper'), ITERATED],
      hr_lower90: [limits(of, 1, 'lower'), ITERATED], hr_upper90: [limits(of, 1, 'upper'), ITERATED],
      loglik_null: [fit.log_likelihood_null, ITERATED], loglik: [fit.log_likelihood, ITERATED], aic: [fit.aic, ITERATED],
      lr_chisq: [lr.chi_squared, ITERATED], lr_p: [lr.p, ITERATED], wald_chisq: [wald.chi_squared, ITERATED], wald_p: [wald.p, ITERATED],
      score_chisq: [score.chi_squared, ITERATED], score_p: [score.p, ITERATED],
    };
  },
  'cox.baseline'(record) {
    const { baseline } = fitted(record, { baseline: true });
    const together = (field) => baseline.strata.flatMap((stratum) => stratum[field]);
    const HAZARD = { relative: 1e-7, absolute: 1e-11 };
    strataAsSeen(record);
    return {
      time: [together('time'), COUNT], hazard0: [together('at_zero'), HAZARD], hazard_mean: [together('at_means'), HAZARD], means: [baseline.means, HAZARD],
      strata: [baseline.strata.flatMap(({ stratum, time }) => time.map(() => stratum)), COUNT],
    };
  },
  'cox.zph'(record) {
    const { proportionality } = fitted(record, { proportionality: Object.values(SCALES) });
    const tests = Object.keys(SCALES).flatMap((scale, i) => {
      const { coefficients, global } = proportionality[i];
      const all = (field) => [...each(coefficients, field), global[field]];
      return [[`${scale}_chisq`, [all('chi_squared'), ITERATED]], [`${scale}_df`, [all('df'), COUNT]], [`${scale}_p`, [all('p'), ITERATED]]];
    });
    return Object.fromEntries(tests);
  },
  'cox.residuals'(record) {
    const { residuals: of } = fitted(record, { residuals: true });
    const values = ['martingale', 'deviance', 'dfbeta', 'linear_predictor', 'scaled_schoenfeld', 'schoenfeld', 'score'];
    return { ...Object.fromEntries(values.map((name) => [name, [of[name], ITERATED]])), schoenfeld_time: [of.event_time, ITERATED] };
  },
  'cox.concordance'(record) {
    // R keeps counts by stratum: the reference asked for one by a name that is
    // then not there, and stored 0. `counts` holds the sum.
    if (record.label.includes('strata') && record.values.concordant === 0) [record.values.concordant] = record.values.counts;
    const { concordance: of } = fitted(record);
    const RATIO = { relative: 1e-12, absolute: 0 };
    return {
      concordance: [of.concordance, RATIO], se: [of.standard_error, RATIO], concordant: [of.concordant, COUNT],
      counts: [[of.concordant, of.discordant, of.tied_prediction, of.tied_time, of.tied_both], COUNT],
    };
  },
  'cox.survival'(record) {
    const { predict: [...numbers] = [] } = record.args;
    const half = numbers.length / 2;
    const two = record.dataset === 'gehan' ? [[0], [1]] : [[60, 0, 0, 5], [75, 1, 2, 20]];
    const predict = half ? [numbers.slice(0, half), numbers.slice(half)] : two;
    const { times } = record.values;
    const { predictions } = fitted(record, { predict, times });
    // Time by time, the two sets of covariates side by side.
    const at = (read) => [times.flatMap((_, i) => predictions.map(({ at_times }) => read(at_times[i]))), ITERATED];
    return {
      times: [times, COUNT], surv: at((p) => p.survival), se: at((p) => p.standard_error),
      lower: at((p) => p.limits[0].lower), upper: at((p) => p.limits[0].upper),
    };
  },
  'cox.firth'(record) {
    const { firth } = fitted(record, { firth: 'always' });
    const { coefficients: of, profiles, likelihood_ratio: lr } = firth;
    assert.ok(firth.convergence.converged, record.id);
    return {
      coef: [each(of, 'estimate'), ITERATED], hr: [each(of, 'hazard_ratio'), ITERATED], se: [each(of, 'standard_error'), ITERATED],
      hr_wald_lower95: [limits(of, 0, 'lower'), ITERATED], hr_wald_upper95: [limits(of, 0, 'upper'), ITERATED],
      coef_pl_lower95: [each(profiles, 'lower'), ITERATED], coef_pl_upper95: [each(profiles, 'upper'), ITERATED], p_plr: [each(profiles, 'p'), ITERATED],
      ploglik: [firth.penalised_log_likelihood, ITERATED], ploglik_null: [firth.penalised_log_likelihood_null, ITERATED],
      lr_chisq: [lr.chi_squared, ITERATED], lr_p: [lr.p, ITERATED],
    };
  },
  'cox.monotone'(record) {
    const { fit, firth } = fitted(record);
    assert.ok(fit.coefficients[0].estimate.not_estimable && firth, 'named, and Firth’s fit comes with it');
    // Two infinities of either sign count as absent below: the sign is held here.
    const direction = fit.coefficients[0].runs_away === 'to_minus_infinity' ? '-Inf' : 'Inf';
    assert.equal(direction, record.values.direction);
    return {
      loglik_null: [fit.log_likelihood_null, ITERATED], loglik_sup: [fit.log_likelihood, ITERATED],
      score_chisq: [fit.score.chi_squared, ITERATED], lr_chisq: [fit.likelihood_ratio.chi_squared, ITERATED],
      diverges: [fit.monotone, COUNT],
      direction: [direction, COUNT],
    };
  },
};
