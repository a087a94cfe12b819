// What can be opened under Learn: the lessons by part, and what each asks of the
// engine. A new lesson is a name here, its words, and a view in `views/learn.ts`.
import type { GradingTruth, Mapping, Request, TableReport } from 'gradus';
import { CUTS, type Simulated } from './simulated';
import type { Place, Questions } from './state';
import type { Ask } from './topics';

/** In the order of the list; `contents` is the list itself. */
export const LESSONS = ['contents', 'trial', 'grading', 'study'] as const;
export type Lesson = (typeof LESSONS)[number];
export type Opened = Exclude<Lesson, 'contents'>;

/** The list by its parts. */
export const PARTS: readonly { part: 'simulate' | 'traps' | 'together'; lessons: readonly Opened[] }[] = [
  { part: 'simulate', lessons: ['trial', 'grading', 'study'] },
];

/** What stands elsewhere on the page and belongs into a lecture; some of it needs a table. */
export const ELSEWHERE: readonly { name: 'power' | 'needed' | 'printed'; place: Place; questions: Partial<Questions>; table: boolean }[] = [
  { name: 'printed', place: 'correlation', questions: { topic: 'printed' }, table: false },
  { name: 'needed', place: 'correlation', questions: { topic: 'needed' }, table: false },
  { name: 'power', place: 'survival', questions: { outcome: 'reach' }, table: true },
];

const REPETITIONS = 1_000;

/** What the open lesson asks; slots begin with `learn:`. */
export function lessonAsks(_mapping: Mapping, _table: TableReport, { lesson, simulated }: Questions): Ask[] {
  switch (lesson) {
    case 'trial': {
      // The curves follow a slider at once; the thousand come after them.
      const request: Request = { ...trialOf(simulated), repetitions: 0 };
      const many: Request = { ...trialOf(simulated), samples: [], repetitions: REPETITIONS };
      return [
        { slot: 'learn:trial', request, draw: true },
        { slot: 'learn:trial:many', request: many, draw: true, view: 'repetitions' },
      ];
    }
    case 'grading': {
      const asked: Request = { kind: 'simulate_grading', truth: gradingOf(simulated), seed: simulated.seed };
      return [
        { slot: 'learn:grading', request: { ...asked, samples: [simulated.sample], repetitions: 0 }, draw: true },
        { slot: 'learn:grading:many', request: { ...asked, samples: [], repetitions: REPETITIONS }, draw: true, view: 'repetitions' },
      ];
    }
    case 'study': {
      const { ratio, median, accrual, after, seed, sample } = simulated;
      const truth = { grading: gradingOf(simulated), hazard_ratio: ratio, first_median: median, accrual, follow_up: after };
      const request: Request = { kind: 'simulate_study', truth, seed, sample, repetitions: REPETITIONS };
      return [{ slot: 'learn:study', request, draw: true }];
    }
    default:
      return [];
  }
}

function gradingOf({ patients, rho, noise, typical, cuts }: Simulated): GradingTruth {
  return { patients, rho, noise, typical, cuts: [...CUTS[cuts]] };
}

function trialOf(set: Simulated): Extract<Request, { kind: 'simulate_trial' }> {
  return {
    kind: 'simulate_trial',
    truth: {
      per_group: set.size,
      groups: set.groups,
      hazard_ratio: set.ratio,
      effect: set.effect,
      changes_at: set.change,
      first_median: set.median,
      accrual: set.accrual,
      follow_up: set.after,
      lost_per_year: set.lost / 100,
      competing: set.competing,
    },
    samples: [set.sample],
    seed: set.seed,
  };
}
