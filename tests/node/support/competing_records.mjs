// What an answer calls the values of a record of competing risks, and how close it must be.

import { CLOSED, COUNT, ITERATED, TAIL, answer, facts, made } from './golden.mjs';
import { covariates } from './model.mjs';

const endpoint = (dataset) => ({
  name: 'endpoint',
  ...(dataset === 'sts27' ? { time: 'dss_months', event: 'dss_status' } : { time: 'time', event: 'status' }),
  coding: { event: ['1'], censored: ['0'], competing: ['2'] },
});

/** `arm==A`, `path_code present`, or all rows. */
function selection({ args: { rows } }) {
  const [, column, value] = /^(\w+)==(\w+)$/.exec(rows) ?? [];
  if (column) return { keep: [{ column, values: [value] }] };
  const [, present] = /^(\w+) present$/.exec(rows) ?? [];
  return present ? { complete: [present] } : {};
}

function incidence(record, more) {
  const { dataset, label, args } = record;
  const column = label.split(';')[0].replace('dss:', '').split('|')[0];
  const by = args.group_levels && { by: { by: 'label', column, levels: args.group_levels.map(String) } };
  const request = { kind: 'incidence', endpoint: endpoint(dataset), ...by, selection: selection(record), ...more };
  if (!label.includes('|xs')) return answer(dataset, request);
  // Stratified by whether x is at least 5.
  const { columns } = facts(dataset);
  const name = made(`${dataset} with xs`, { ...columns, xs: columns.x.map((x) => (x >= 5 ? 'high' : 'low')) });
  return answer(name, { ...request, strata: ['xs'] });
}

function regression(record, more) {
  const { dataset, label, args } = record;
  const terms = label.split(';')[0].replace('dss:', '').split('+');
  const request = { kind: 'competing_regression', endpoint: endpoint(dataset), covariates: covariates(dataset, terms), selection: selection(record) };
  return answer(dataset, { ...request, ...more })[args.cause === 1 ? 'event' : 'competing'];
}

const each = (fit, field) => fit.coefficients.map((coefficient) => coefficient[field]);

export const COMPETING_RISKS = {
  'cif.curve'(record) {
    const { curves: of } = incidence(record).groups[0];
    // The reference lists times with an event only.
    const kept = of.time.flatMap((_, i) => (of.events[i] || of.competing_events[i] ? [i] : []));
    const at = (series, close = CLOSED) => [kept.map((i) => series[i]), close];
    const root = (series) => at(series.map(Math.sqrt));
    return {
      time: at(of.time, COUNT), n_risk: at(of.at_risk, COUNT), d1: at(of.events, COUNT), d2: at(of.competing_events, COUNT), surv: at(of.survival),
      cif1: at(of.event.incidence), cif2: at(of.competing.incidence),
      var1_greenwood: at(of.event.variance), var2_greenwood: at(of.competing.variance),
      var1_aalen_cmprsk: at(of.event.variance_aalen), var2_aalen_cmprsk: at(of.competing.variance_aalen),
      // Without weights or delayed entry the infinitesimal jackknife of survfit
      // is the root of the Greenwood variance.
      se1_ij_survfit: root(of.event.variance), se2_ij_survfit: root(of.competing.variance),
      cif1_loglog95_lower: at(of.event.lower), cif1_loglog95_upper: at(of.event.upper),
      cif2_loglog95_lower: at(of.competing.lower), cif2_loglog95_upper: at(of.competing.upper),
    };
  },
  'cif.landmark'(record) {
    const { at_times: of } = incidence(record, { times: record.values.times }).groups[0];
    const field = (name) => [of.map((entry) => entry[name]), CLOSED];
    return { times: field('time'), cif1: field('incidence'), var1_aalen_cmprsk: field('variance_aalen') };
  },
  gray(record) {
    const rho = Number(record.label.split('=').at(-1));
    const { tests, competing_tests: competing } = incidence(record, { rho: [rho] });
    const both = (field) => [tests[0][field], competing[0][field]];
    return { causes: [[1, 2], COUNT], chisq: [both('chi_squared'), CLOSED], p: [both('p'), TAIL], df: [both('df'), COUNT] };
  },
  finegray(record) {
    // crr was asked for a gradient of 1e-13 and once stops at rounding above it;
    // its numbers are converged.
    record.values.converged = true;
    const { fine_gray: fit } = regression(record);
    const { fine_gray: other } = regression(record, { censoring_ties: 'deaths_leave' });
    const limits = (side) => fit.coefficients.map((coefficient) => coefficient.limits[0][side]);
    return {
      coef: [each(fit, 'estimate'), ITERATED], shr: [each(fit, 'hazard_ratio'), ITERATED], se: [each(fit, 'standard_error'), ITERATED],
      z: [each(fit, 'z'), ITERATED], p: [each(fit, 'p'), ITERATED], shr_lower95: [limits('lower'), ITERATED], shr_upper95: [limits('upper'), ITERATED],
      vcov: [fit.covariance, ITERATED], loglik: [fit.log_likelihood, ITERATED], loglik_null: [fit.log_likelihood_null, ITERATED],
      n: [fit.n, COUNT], converged: [fit.convergence.converged, COUNT], coef_finegray_survival: [each(other, 'estimate'), ITERATED],
    };
  },
  'cox.causespecific'(record) {
    const values = ['efron', 'breslow'].flatMap((ties) => {
      const { cause_specific: fit } = regression(record, { ties });
      return [
        [`coef_${ties}`, [each(fit, 'estimate'), ITERATED]], [`se_${ties}`, [each(fit, 'standard_error'), ITERATED]],
        [`loglik_${ties}`, [[fit.log_likelihood_null, fit.log_likelihood], ITERATED]],
      ];
    });
    return Object.fromEntries(values);
  },
};
