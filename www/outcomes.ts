// What can be asked under Survival: a topic each, with the requests it needs.
import { chosenEndpoint, covariatesOf, stratumOf } from './covariates';
import type { Mapping, Request, TableReport, Ties } from 'gradus';
import type { Questions } from './state';
import type { Ask } from './topics';

export const OUTCOMES = ['curves', 'cox'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What is chosen in the sentences of the topics. */
export interface Choices {
  /** Names as in `covariates.ts`. */
  covariates: readonly string[];
  grades: 'steps' | 'midpoints' | 'factor';
  /** `none` or `column-3`. */
  strata: string;
  ties: Ties;
}

export const FIRST_CHOICES: Choices = { covariates: ['groups'], grades: 'steps', strata: 'none', ties: 'efron' };

/** What the open topic asks; nothing where the table lacks what it needs. */
export function outcomeAsks(mapping: Mapping, table: TableReport, questions: Questions): Ask[] {
  const { outcome, choices } = questions;
  const endpoint = chosenEndpoint(mapping, questions)?.name;
  if (endpoint === undefined) return [];
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
    default:
      return [];
  }
}


/** The slots whose answers are on the screen. */
export function outcomeShows(slot: string, outcome: Outcome): boolean {
  const topics = OUTCOMES.map((one) => `survival:${one}`);
  if (outcome === 'curves') return !topics.some((topic) => slot.startsWith(topic));
  return slot.startsWith(`survival:${outcome}`);
}
