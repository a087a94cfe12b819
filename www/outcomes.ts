// What can be asked under Survival: a topic each, with the requests it needs.
import { groupingOf } from './ask';
import { chosenEndpoint, covariatesOf, markerName, stratumOf } from './covariates';
import type { Mapping, Request, TableReport, Ties, TimeUnit, Variable } from 'gradus';
import type { Questions } from './state';
import type { Ask } from './topics';
import { variableOf } from './variables';

export const OUTCOMES = ['curves', 'cox', 'competing', 'thresholds'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What is chosen in the sentences of the topics. */
export interface Choices {
  /** Names as in `covariates.ts`. */
  covariates: readonly string[];
  grades: 'steps' | 'midpoints' | 'factor';
  /** `none` or `column-3`. */
  strata: string;
  ties: Ties;
  /** The variable whose every threshold is tried; empty for that of the curves. */
  marker: string;
}

export const FIRST_CHOICES: Choices = {
  covariates: ['groups'],
  grades: 'steps',
  strata: 'none',
  ties: 'efron',
  marker: '',
};

/** Beyond so many rows drawing orders takes longer than a glance. */
const ROWS_FOR_DRAWS = 200;

/** Times at which a share of patients is read off, as far as the follow-up goes. */
const TIMES: Record<TimeUnit, number[]> = {
  days: [30, 90, 180, 365, 730, 1095, 1826, 3652],
  weeks: [4, 13, 26, 52, 104, 156, 260],
  months: [3, 6, 12, 24, 36, 60, 120],
  years: [0.5, 1, 2, 3, 5, 10],
};

/** What the open topic asks; nothing where the table lacks what it needs. */
export function outcomeAsks(mapping: Mapping, table: TableReport, questions: Questions): Ask[] {
  const { outcome, choices } = questions;
  const chosen = chosenEndpoint(mapping, questions);
  if (!chosen) return [];
  const endpoint = chosen.name;
  const by = groupingOf(mapping, table, questions);
  const ask = (name: string, request: Request, more?: Partial<Ask>): Ask => ({
    slot: `survival:${name}`,
    request,
    draw: false,
    ...more,
  });
  switch (outcome) {
    case 'cox': {
      const covariates = covariatesOf(mapping, table, questions);
      if (covariates.length === 0) return [];
      const request: Request = {
        kind: 'cox',
        endpoint,
        covariates,
        strata: stratumOf(table, choices),
        ties: choices.ties,
        profile: true,
        proportionality: ['kaplan_meier', 'identity', 'rank', 'log'],
      };
      return [ask('cox', request, { draw: true })];
    }
    case 'competing': {
      const times = TIMES[chosen.unit ?? 'months'];
      const covariates = covariatesOf(mapping, table, questions);
      return [
        ask('competing', { kind: 'incidence', endpoint, times, ...(by && { by }) }, { draw: true }),
        ...(covariates.length
          ? [ask('competing:model', { kind: 'competing_regression', endpoint, covariates, ties: choices.ties })]
          : []),
      ];
    }
    case 'thresholds': {
      const variable = variableOf(mapping, table, markerName(mapping, table, questions));
      if (variable === null) return [];
      const in_use = by?.by === 'threshold' && same(by.variable, variable) ? { variable, at: by.at, ...(by.side && { side: by.side }) } : null;
      const then = { kind: 'thresholds', endpoint, variable, ...(in_use && { in_use }) } as const;
      return table.rows <= ROWS_FOR_DRAWS
        ? [ask('thresholds', then, { draw: true })]
        : [ask('thresholds', { ...then, draws: 0 }, { draw: true, then })];
    }
    default:
      return [];
  }
}


const same = (a: Variable, b: Variable) => JSON.stringify(a) === JSON.stringify(b);

/** The slots whose answers are on the screen. */
export function outcomeShows(slot: string, outcome: Outcome): boolean {
  const topics = OUTCOMES.map((one) => `survival:${one}`);
  if (outcome === 'curves') return !topics.some((topic) => slot.startsWith(topic));
  return slot.startsWith(`survival:${outcome}`);
}
