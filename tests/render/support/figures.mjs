// Every figure as it is by default, of the two cohorts of the page.

import { readFileSync } from 'node:fs';
import { open } from 'gradus';

const example = (name) => readFileSync(new URL(`../../../www/examples/${name}.csv`, import.meta.url));
const coding = { event: ['1'], censored: ['0'] };

const sts = open(example('sts27'));
const endpoints = [
  ['Progression-free survival', 'pfs_months', 'pfs_event', coding],
  ['Local-recurrence-free survival', 'lrfs_months', 'lrfs_event', coding],
  ['Death of sarcoma', 'dss_months', 'death_cause', { event: ['sarcoma'], censored: [''], competing: ['other'] }],
].map(([name, time, event, coding]) => ({ name, time, event, unit: 'months', coding }));
const grade = (column, role) => ({ column, role, scale: 'paper6' });
sts.map({
  endpoints,
  grades: [grade('mri_pre', 'pre'), grade('mri_post', 'post'), grade('path_necrosis', 'pathology')],
  groups: ['histology'],
});

const gehan = open(example('gehan'));
gehan.map({ endpoints: [{ name: 'Remission', time: 'time', event: 'event', unit: 'weeks', coding }], groups: ['treat'] });

const by = { by: 'threshold', variable: 'path_necrosis', at: 50, side: 'at_least' };
const treat = { by: 'label', column: 'treat' };
const [{ name: pfs }, , { name: death }] = endpoints;
const remission = 'Remission';
const delta = { post: 'mri_post', pre: 'mri_pre' };
const covariates = [{ as: 'factor', by }, { as: 'number', variable: 'age' }];
const two = { x: 'mri_post', y: 'path_necrosis' };

/** Name, study, request, options. */
const FIGURES = [
  ['km', gehan, { kind: 'survival', endpoint: remission, by: treat }],
  ['km-one', sts, { kind: 'survival', endpoint: pfs }],
  ['km-kmunicate', sts, { kind: 'survival', endpoint: pfs, by }, { risk_table: 'kmunicate' }],
  ['km-rising-dark-slides', sts, { kind: 'survival', endpoint: pfs, by }, { rising: true, preset: 'slides' }],
  ['mean-time', gehan, { kind: 'survival', endpoint: remission, by: treat, restricted_to: [20] }],
  ['cumulative-hazard', gehan, { kind: 'survival', endpoint: remission, by: treat, cumulative_hazards: ['nelson_aalen'] }, { view: 'cumulative_hazard' }],
  ['log-log', gehan, { kind: 'survival', endpoint: remission, by: treat }, { view: 'log_log' }],
  ['residuals', sts, { kind: 'cox', endpoint: pfs, covariates, residuals: true, proportionality: ['identity'] }, { view: 'residuals' }],
  ['forest', sts, { kind: 'cox', endpoint: pfs, covariates }],
  ['incidence', sts, { kind: 'incidence', endpoint: death, by }],
  ['incidence-stacked', sts, { kind: 'incidence', endpoint: death, by }, { view: 'stacked' }],
  ['competing-models', sts, { kind: 'competing_regression', endpoint: death, covariates }],
  ['thresholds', sts, { kind: 'thresholds', endpoint: pfs, variable: 'path_necrosis' }],
  ['influence', gehan, { kind: 'influence', endpoint: remission, by: treat }],
  ['swimmer', sts, { kind: 'courses', endpoints: endpoints.map(({ name }) => name), by }],
  ['gradings', sts, { kind: 'correlation', ...two }],
  ['coefficients', sts, { kind: 'correlation', ...two }, { view: 'coefficients' }],
  ['permutation', sts, { kind: 'correlation', ...two, also: ['exact_spearman'], permutation: { distribution: true } }, { view: 'permutation' }],
  ['bland-altman', sts, { kind: 'agreement', ...two }],
  ['grade-flows', sts, { kind: 'grades', delta }, { view: 'flows' }],
  ['waterfall', sts, { kind: 'grades', delta }, { view: 'waterfall' }],
  ['transition', sts, { kind: 'grades', delta }, { view: 'transition' }],
  ['slope', sts, { kind: 'grades', delta }, { view: 'slope' }],
  ['counted', sts, { kind: 'survival', endpoint: pfs, by }, { view: 'counted' }],
  ['ruler', sts, { kind: 'conversion', from: 'paper6', to: 'huvos_msk' }],
];

const list = (name, reply) => {
  if (!reply.display_list) throw new Error(`${name}: ${JSON.stringify(reply.problems)}`);
  return reply.display_list;
};

/** Each with its display list, and its file in a format. */
export function figures(width = 700) {
  const single = FIGURES.map(([name, study, request, more = {}]) => {
    const options = { width, ...more };
    return {
      name,
      list: list(name, study.figure(request, options)),
      file: (format, theme = 'light') => study.file(request, options, { format, theme }).file,
    };
  });
  const panels = (name, requests, options) => ({
    name,
    list: list(name, sts.panels(requests, options)),
    file: (format, theme = 'light') => sts.panelsFile(requests, options, { format, theme }).file,
  });
  const curves = (split) => endpoints.map(({ name: endpoint }) => ({ kind: 'survival', endpoint, by: split }));
  const small = { width, small: true, risk_table: 'none', show_limits: false, show_medians: false, show_median_lines: false };
  const columns = ['mri_pre', 'mri_post', 'path_necrosis'].map((variable) => ({ ...by, variable }));
  return [
    ...single,
    panels('panels', curves(by), { width: 1100 }),
    panels('small-multiples', columns.flatMap(curves), small),
  ];
}
