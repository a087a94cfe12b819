// Tables that leave nothing to estimate, asked everything: no answer holds NaN or
// an infinity, no sentence or figure prints one or a p of 0.000, and where there is
// no answer a problem says what to do.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';

const HEAD = 'pre,post,path,t,e,arm,entry';
const row = (pre, post, path, t, e, arm, entry = '') => [pre, post, path, t, e, arm, entry].join(',');
const many = (n, f) => Array.from({ length: n }, (_, k) => f(k));
const STEPS = ['<5', '5-25', '25-50', '50-75', '75-95', '>95'];

const TABLES = {
  'one row': [row('<5', '5-25', '25-50', 3, 1, 'A')],
  'two rows': [row('<5', '5-25', '25-50', 3, 1, 'A'), row('5-25', '>95', '>95', 4, 0, 'B')],
  'all tied': many(8, (k) => row('25-50', '25-50', '25-50', 5, 1, 'AB'[k % 2])),
  'one grading constant': many(8, (k) => row('25-50', STEPS[k % 6], '50-75', k + 1, k % 2, 'AB'[k % 2])),
  'perfectly in order': many(6, (k) => row(STEPS[k], STEPS[k], STEPS[k], k + 1, 1, 'AB'[+(k > 2)])),
  'perfectly against': many(6, (k) => row(STEPS[k], STEPS[5 - k], STEPS[k], 6 - k, 1, 'AB'[+(k > 2)])),
  'all missing': many(6, (k) => row('', '', '', '', '', 'AB'[k % 2])),
  'all censored': many(8, (k) => row(STEPS[k % 6], STEPS[(k + 1) % 6], STEPS[(k + 3) % 6], k + 1, 0, 'AB'[k % 2])),
  'all events at one time': many(8, (k) => row(STEPS[k % 6], STEPS[(k + 1) % 6], STEPS[(k + 3) % 6], 7, 1, 'AB'[k % 2])),
  'times of zero': many(8, (k) => row(STEPS[k % 6], STEPS[(k + 1) % 6], STEPS[(k + 3) % 6], k < 5 ? 0 : k, k % 2, 'AB'[k % 2])),
  'one patient in a group': many(8, (k) => row(STEPS[k % 6], STEPS[(k + 1) % 6], STEPS[(k + 3) % 6], k + 1, +(k > 2), k ? 'A' : 'B')),
  'a group without events': many(10, (k) => row(STEPS[k % 6], STEPS[(k + 1) % 6], STEPS[(k + 3) % 6], k + 1, k % 2, 'AB'[k % 2])),
  'groups apart in time': many(8, (k) => row(STEPS[k % 6], STEPS[(k + 1) % 6], STEPS[(k + 3) % 6], k + 1, 1, 'AB'[+(k > 3)])),
  'near ties': many(8, (k) => row(STEPS[k % 6], STEPS[(k + 1) % 6], STEPS[(k + 3) % 6], k < 4 ? 0.1 + 0.2 : 0.3, k % 2, 'AB'[k % 2])),
  'delayed entry': many(8, (k) => row(STEPS[k % 6], STEPS[(k + 1) % 6], STEPS[(k + 3) % 6], k + 2, k % 2, 'AB'[k % 2], k % 3 ? k : k + 3)),
  'huge and tiny times': many(8, (k) => row(STEPS[k % 6], STEPS[(k + 1) % 6], STEPS[(k + 3) % 6], 10 ** (40 * (k - 4)), 1, 'AB'[k % 2])),
};

const endpoint = 'OS';
const arm = { by: 'label', column: 'arm' };
const cut = { by: 'threshold', variable: 'path', at: 50 };
const number = (variable) => ({ as: 'number', variable });
const everything = {
  quantiles: [0.25, 0.5, 0.75], times: [0, 3, 1000], pairwise: true, trend: [], max_combo: [], restricted_to: [3, 1000], milestones: [3, 1000],
  tests: ['log_rank', 'gehan', 'tarone_ware', 'peto_peto', 'peto_peto_modified', { fleming_harrington: { rho: 1, gamma: 1 } }],
  limits: ['plain', 'log', 'log-log', 'arcsin', 'logit', 'beta-product'].map((transform) => ({ transform, level: 0.95 })),
  bands: ['hall_wellner', 'equal_precision'].map((kind) => ({ kind })), cumulative_hazards: ['nelson_aalen', 'fleming_harrington'],
};
const also = ['pearson', 'kendall', 'ordinal', 'polychoric', 'exact_spearman', 'exact_kendall'];
const delta = { post: 'post', pre: 'pre', score: 'steps' };
const draws = { draws: 99, seed: 1 };
const TRAPS = ['best_threshold', 'immortal_time', 'competing_as_censored', 'dichotomised', 'informative_censoring', 'many_tests', 'baseline_coupling', 'difference_of_significance', 'absence_of_evidence', 'ties', 'swapped_coding'];
const REQUESTS = [
  { kind: 'grades', delta: { pre: 'pre', post: 'post' } },
  ...[['post', 'path'], [delta, 'path']].map(([x, y]) => ({ kind: 'correlation', x, y, also, bootstrap: draws, permutation: { distribution: true } })),
  { kind: 'correlation', x: 'post', y: 'path', also, permutation: { draw_anyway: true, draws: 99, seed: 1 } },
  { kind: 'compare_correlations', shared: 'path', a: 'post', b: delta },
  { kind: 'partial_correlation', x: delta, y: 'path', given: ['pre'] },
  { kind: 'correlation_influence', x: 'post', y: 'path' },
  { kind: 'agreement', x: 'post', y: 'path' },
  { kind: 'reader_agreement', readers: ['pre', 'post', 'path'] },
  { kind: 'group_comparison', variable: 'path', by: arm },
  { kind: 'paired_comparison', x: 'post', y: 'pre' },
  { kind: 'grade_uncertainty', x: 'post', y: 'path', resampling: draws },
  { kind: 'survival', endpoint, ...everything },
  { kind: 'survival', endpoint, by: arm, ...everything },
  { kind: 'survival', endpoint, by: cut, landmark: 2, ...everything },
  { kind: 'cox', endpoint, covariates: [number('path')], profile: true, baseline: true, residuals: true, proportionality: ['kaplan_meier', 'identity', 'rank', 'log'] },
  { kind: 'cox', endpoint, covariates: [{ as: 'factor', by: arm }, number('post')], ties: 'exact', firth: 'always' },
  { kind: 'cox', endpoint, covariates: [{ as: 'factor', by: cut }], ties: 'breslow', strata: ['arm'] },
  { kind: 'incidence', endpoint, by: arm },
  { kind: 'competing_regression', endpoint, covariates: [number('path')] },
  { kind: 'thresholds', endpoint, variable: 'path', draws: 99 },
  { kind: 'permutation_log_rank', endpoint, by: arm },
  { kind: 'influence', endpoint, by: arm },
  { kind: 'family', endpoints: [endpoint], markers: [number('post'), number('path')], ...draws },
  { kind: 'grade_survival', endpoint, grade: 'path', at: 50, resampling: draws },
  { kind: 'simulated_power', endpoint, by: arm, ...draws },
  { kind: 'simulate_trial', repetitions: 20 },
  { kind: 'simulate_trial', repetitions: 20, truth: { per_group: 2, hazard_ratio: 0.01, first_median: 1200, accrual: 0, follow_up: 1, effect: 'crossing', competing: 100, lost_per_year: 0.99 } },
  { kind: 'simulate_grading', repetitions: 20, truth: { patients: 4, rho: 0.99, noise: 0, cuts: [100] } },
  { kind: 'simulate_study', repetitions: 20, truth: { grading: { patients: 4 }, first_median: 1200, accrual: 0, follow_up: 0.1 } },
  ...TRAPS.map((trap) => ({ kind: 'simulate_trap', trap, patients: 10, repetitions: 20 })),
  { kind: 'simulate_class', code: 'D-1', student: 1, students: 3, reveal: true, collected: 'D-1 2 1 1 1 1' },
  { kind: 'median_bootstrap', endpoint, ...draws },
  { kind: 'median_bootstrap', endpoint, by: arm, ...draws },
];

/** What can be shown of how an answer came about. */
const SHOWS = {
  survival: ['kaplan_meier', 'redistribute', 'greenwood', 'log_rank'],
  permutation_log_rank: ['permutation'],
  correlation: ['spearman', 'permutation', 'bootstrap'],
  agreement: ['kappa'],
  cox: ['cox'],
};

/** Every demonstration of a request, its first two parts, the picture of every step. */
function shown(opened, request, what) {
  for (const show of SHOWS[request.kind] ?? []) {
    for (const part of [0, 1]) {
      const asked = { kind: 'steps', of: request, show, part };
      const { demonstration, problems } = opened.teach(asked);
      assert.deepEqual(bare({ demonstration, problems }, show), [], what);
      assert.ok(demonstration || problems.every((problem) => problem.what && (problem.hint || problem.expected)), `${what} ${JSON.stringify(problems)}`);
      demonstration?.steps.forEach(({ text, formula }, step) => {
        assert.ok(text && formula, `${what}: ${show} says nothing at step ${step}`);
        const { display_list } = opened.teach({ ...asked, draw: { step, width: 400 } });
        if (display_list) assert.deepEqual(bare(display_list, `${show} ${step}`), [], what);
      });
    }
  }
  for (const level of ['read', 'understand', 'work']) {
    const { quiz, problems } = opened.teach({ kind: 'questions', about: [request], level, count: 20 });
    assert.deepEqual(bare({ quiz, problems }, level), [], what);
    assert.ok(quiz || problems.every((problem) => problem.what && (problem.hint || problem.expected)), `${what} ${JSON.stringify(problems)}`);
  }
}

function study(rows, entry) {
  const opened = open([HEAD, ...rows].join('\n'), { delimiter: 'comma' });
  const grade = (column, role) => ({ column, role, scale: 'paper6', boundary: 'lower_inclusive' });
  const coding = { event: ['1'], censored: ['0'], competing: ['2'], excluded: [] };
  opened.map({
    id: null, groups: ['arm'], missing: [], grades: [grade('pre', 'pre'), grade('post', 'post'), grade('path', 'pathology')],
    endpoints: [{ name: endpoint, time: 't', event: 'e', coding, ...(entry && { entry: 'entry' }) }],
  });
  return opened;
}

/** Everything in a reply that should not be there, with its path. */
function bare(value, path, found = []) {
  if (typeof value === 'number' && !Number.isFinite(value)) found.push(`${path}: ${value}`);
  if (typeof value === 'string' && /\bNaN\b|\binf(inity)?\b|undefined|\bp [=<>] 0\.0+(?!\d)/i.test(value)) found.push(`${path}: ${value}`);
  if (value && typeof value === 'object') for (const [key, one] of Object.entries(value)) bare(one, `${path}.${key}`, found);
  return found;
}

for (const [name, rows] of Object.entries(TABLES)) {
  test(`nothing bare from a table of ${rows.length} rows: ${name}`, () => {
    const opened = study(rows, name === 'delayed entry');
    for (const request of REQUESTS) {
      const what = `${name}: ${JSON.stringify(request).slice(0, 120)}`;
      const reply = opened.run(request);
      assert.deepEqual(bare({ ...reply, answer: { ...reply.answer, method: null } }, ''), [], what);
      if (!reply.answer) {
        assert.ok(reply.problems.length > 0 && reply.problems.every((problem) => problem.what && (problem.hint || problem.expected)), `${what} ${JSON.stringify(reply.problems)}`);
        continue;
      }
      assert.notEqual(reply.sentences, null, what);
      shown(opened, request, what);
      const { display_list } = opened.figure(request, { width: 640 });
      if (display_list) assert.deepEqual(bare(display_list, 'figure'), [], what);
      if (!request.kind.startsWith('simulate_')) continue;
      const many = opened.figure(request, { width: 640, view: 'repetitions' }).display_list;
      if (many) assert.deepEqual(bare(many, 'figure'), [], what);
    }
  });
}
