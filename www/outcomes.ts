// What can be asked under Survival: a topic each, with the requests it needs.
import { groupingOf, landmarkOf } from './ask';
import { numbersIn } from './numbers';
import { chosenEndpoint, covariatesOf, markerName, readerOf, stratumOf, weightsOf, withInteraction } from './covariates';
import type { Answer, Grouping, Mapping, Request, TableReport, TimeScale, TimeUnit, Variable, Weight } from 'gradus';
import { figure } from './figures';
import { isCoded } from './roles';
import type { Questions } from './state';
import type { Ask } from './topics';
import { words } from './strings/en';
import { variableOf } from './variables';

export const OUTCOMES = [
  'curves',
  'detail',
  'tests',
  'mean',
  'cox',
  'alike',
  'competing',
  'thresholds',
  'family',
  'influence',
  'reach',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const isOutcome = (name: string): name is Outcome => (OUTCOMES as readonly string[]).includes(name);

const EVERY_SCALE: TimeScale[] = ['kaplan_meier', 'identity', 'rank', 'log'];

const harrington = (rho: number, gamma: number): Weight => ({ fleming_harrington: { rho, gamma } });
const EVERY_TEST: Weight[] = [
  'log_rank',
  'gehan',
  'tarone_ware',
  'peto_peto',
  'peto_peto_modified',
  harrington(1, 0),
  harrington(0, 1),
  harrington(1, 1),
];

/** Beyond so many rows drawing orders takes longer than a glance. */
const ROWS_FOR_DRAWS = 200;

/** Beyond so many rows not even a few thousand draws end in time; nor are they needed. */
const ROWS_FOR_TESTS = 20_000;

/** Times at which a share of patients is read off, as far as the follow-up goes. */
export const TIMES: Record<TimeUnit, number[]> = {
  days: [30, 90, 180, 365, 730, 1095, 1826, 3652],
  weeks: [4, 13, 26, 52, 104, 156, 260],
  months: [3, 6, 12, 24, 36, 60, 120],
  years: [0.5, 1, 2, 3, 5, 10],
};

/** The answers there are, by slot: some questions need another's answer. */
export type Found = (slot: string) => Answer | null | undefined;

/** What the open topic asks; nothing where the table lacks what it needs. */
export function outcomeAsks(mapping: Mapping, table: TableReport, questions: Questions, found: Found): Ask[] {
  const { outcome, choices } = questions;
  const chosen = chosenEndpoint(mapping, questions);
  if (!chosen) return [];
  const endpoint = chosen.name;
  const by = groupingOf(mapping, table, questions);
  const ask = (name: string, request: Request, more?: Partial<Ask>): Ask => ({
    slot: `ask:${name}`,
    request,
    draw: false,
    ...more,
  });
  const landmark = landmarkOf(questions);
  const usual = TIMES[chosen.unit ?? 'months'];
  switch (outcome) {
    case 'detail': {
      const typed = numbersIn(choices.times);
      const level = Number(choices.level) / 100;
      const { band, limits } = choices;
      // Bands are made on these scales.
      const transform = limits === 'plain' || limits === 'arcsin' ? limits : 'log-log';
      const request: Request = {
        kind: 'survival',
        endpoint,
        ...(by && { by }),
        ...landmark,
        limits: [{ transform: limits, level }],
        times: typed.length ? typed : usual,
        cumulative_hazards: ['nelson_aalen', 'fleming_harrington'],
        ...(band !== 'none' && { bands: [{ kind: band, transform, level }] }),
      };
      return [ask('detail', request, { draw: true })];
    }
    case 'cox': {
      const covariates = covariatesOf(mapping, table, questions);
      if (covariates.length === 0) return [];
      const model = {
        kind: 'cox',
        endpoint,
        covariates: withInteraction(covariates, choices),
        strata: stratumOf(table, choices),
        ties: choices.ties,
        ...weightsOf(table, choices),
        ...landmark,
      } as const;
      return [
        ask('cox', { ...model, profile: true, proportionality: EVERY_SCALE }, { draw: true }),
        // Parts of a product would have to move together.
        ...(model.covariates.length === covariates.length && choices.ties !== 'exact'
          ? [ask('cox:predicted', { ...model, predict_typical: true, times: usual }, { draw: true, view: 'predicted' })]
          : []),
      ];
    }
    case 'tests': {
      if (!by) return [];
      const two = isTwo(table, by);
      const request: Request = {
        kind: 'survival',
        endpoint,
        by,
        tests: EVERY_TEST,
        strata: stratumOf(table, choices),
        summary_only: true,
        censoring: true,
        ...landmark,
        ...(two ? { max_combo: [] } : { trend: [], pairwise: true }),
      };
      // Where not every allocation can be counted, so many are drawn as a glance allows.
      const draws = table.rows > ROWS_FOR_DRAWS ? { draws: 9_999 } : {};
      const exact: Request = { kind: 'permutation_log_rank', endpoint, by, ...draws };
      return [ask('tests', request), ...(two && table.rows <= ROWS_FOR_TESTS && !('landmark' in landmark) ? [ask('tests:exact', exact)] : [])];
    }
    case 'mean': {
      const { window } = choices;
      const to = window === null ? { restricted_to_common: true } : { restricted_to: [window], milestones: [window] };
      const drawable = table.rows <= ROWS_FOR_TESTS && !chosen.entry;
      return [
        ask('mean', { kind: 'survival', endpoint, ...(by && { by }), ...to }, { draw: true }),
        ...(drawable ? [ask('mean:median', { kind: 'median_bootstrap', endpoint, ...(by && { by }) })] : []),
      ];
    }
    case 'alike': {
      const covariates = covariatesOf(mapping, table, questions);
      const strata = stratumOf(table, choices);
      const { ties } = choices;
      const proportionality = EVERY_SCALE;
      const curves: Request = { kind: 'survival', endpoint, ...(by && { by }), cumulative_hazards: ['nelson_aalen'], times: usual };
      return [
        ...(covariates.length
          ? [
              ask(
                'alike',
                { kind: 'cox', endpoint, covariates, strata, ties, residuals: true, proportionality },
                { draw: true, view: 'residuals' },
              ),
            ]
          : []),
        ask('alike:log', curves, { draw: true, view: 'log_log' }),
        ask('alike:hazard', curves, { draw: true, view: 'cumulative_hazard' }),
      ];
    }
    case 'family': {
      const markers = covariatesOf(mapping, table, questions);
      const endpoints = mapping.endpoints.filter(isCoded).map(({ name }) => name);
      return markers.length ? [ask('family', { kind: 'family', endpoints, markers })] : [];
    }
    case 'influence': {
      if (!by || !isTwo(table, by)) return [];
      const graded = by.by === 'threshold' && gradeIn(mapping, by.variable) ? by : null;
      const { variable: grade, at, side } = graded ?? {};
      return [
        ask('influence', { kind: 'influence', endpoint, by }, { draw: true }),
        ...(grade !== undefined && at !== undefined
          ? [ask('influence:grades', { kind: 'grade_survival', endpoint, grade, at, ...(side && { side }), ...(typeof grade === 'string' && readerOf(table, choices)) })]
          : []),
      ];
    }
    case 'reach': {
      if (!by || !isTwo(table, by)) return [];
      const cohort: Request = { kind: 'survival', endpoint, by, summary_only: true };
      const asked = ask('reach:cohort', cohort);
      const answer = found(asked.slot);
      if (answer?.kind !== 'survival' || !answer.could_show) return [asked];
      const { events, first_share } = answer.could_show;
      const [first, second] = answer.groups;
      const median = first?.quantiles.find(({ p }) => p === 0.5)?.estimate;
      const patients = (first?.n ?? 0) + (second?.n ?? 0);
      const { ratio, accrual, after, lost } = choices;
      const course =
        typeof median === 'number' ? { course: { first_median: median, accrual, follow_up: after, patients: [patients], ...(lost !== null && { dropout_rate: lost }) } } : {};
      const power: Request = { kind: 'log_rank_power', hazard_ratio: ratio, first_share, events: [events], ...course };
      const simulated: Request = { kind: 'simulated_power', endpoint, by, hazard_ratios: [ratio] };
      return [asked, ask('reach', power), ...(table.rows <= ROWS_FOR_DRAWS ? [ask('reach:simulated', simulated)] : [])];
    }
    case 'competing': {
      const covariates = covariatesOf(mapping, table, questions);
      const gray = choices.rho === '1' ? { rho: [0, 1] } : {};
      const incidence: Request = { kind: 'incidence', endpoint, times: usual, ...(by && { by }), ...gray };
      const stacked = figure('ask:competing', 'stacked', incidence, words.outcomes.competing.stacked);
      return [
        // Nothing is stacked where nothing competes.
        ask('competing', incidence, { draw: true, ...(chosen.coding.competing.length > 0 && { figures: [stacked] }) }),
        ...(covariates.length
          ? [ask('competing:model', { kind: 'competing_regression', endpoint, covariates, ties: choices.ties }, { draw: true })]
          : []),
      ];
    }
    case 'thresholds': {
      const variable = variableOf(mapping, table, markerName(mapping, table, questions));
      if (variable === null) return [];
      const in_use = by?.by === 'threshold' && same(by.variable, variable) ? { variable, at: by.at, ...(by.side && { side: by.side }) } : null;
      const planned = numbersIn(choices.planned).map((at) => ({ variable, at, ...(by?.by === 'threshold' && by.side && { side: by.side }) }));
      const then = { kind: 'thresholds', endpoint, variable, ...(in_use && { in_use }), ...(planned.length && { planned }) } as const;
      return table.rows <= ROWS_FOR_DRAWS
        ? [ask('thresholds', then, { draw: true })]
        : [ask('thresholds', { ...then, draws: 0 }, { draw: true, then })];
    }
    default:
      return [];
  }
}

/** Whether a grouping makes two groups, as far as the table says. */
function isTwo(table: TableReport, by: Grouping): boolean {
  return by.by === 'threshold' || table.columns.find(({ name }) => name === by.column)?.distinct === 2;
}

/** Whether a variable is made of grades. */
function gradeIn(mapping: Mapping, variable: Variable): boolean {
  return typeof variable !== 'string' || mapping.grades.some(({ column }) => column === variable);
}

const same = (a: Variable, b: Variable) => JSON.stringify(a) === JSON.stringify(b);

/** The slots whose answers are on the screen: curves are `survival:` and an endpoint's name. */
export function outcomeShows(slot: string, outcome: Outcome): boolean {
  return outcome === 'curves' ? slot.startsWith('survival:') : `${slot}:`.startsWith(`ask:${outcome}:`);
}
