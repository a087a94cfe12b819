// What can be opened under Learn: the lessons by part, and what each asks of the
// engine. A new lesson is a name here, its words, and a view in `views/learn.ts`.
import type { GradingTruth, Mapping, Request, TableReport, Trap } from 'gradus';
import { markerName } from './covariates';
import { figure } from './figures';
import { changeAsk } from './grade_topics';
import { outcomeAsks, type Found, type Outcome } from './outcomes';
import { CUTS, strengthOf, type Simulated } from './simulated';
import { words } from './strings/en';
import { quizFigures } from './quiz';
import type { Place, Questions } from './state';
import { askOf, type Ask, type Topic } from './topics';
import { tourAsks } from './tour';

/** In the order of the list; `contents` is the list itself. */
export const LESSONS = ['contents', 'tour', 'trial', 'grading', 'study', 'trap', 'class', 'questions', 'glossary'] as const;
export type Lesson = (typeof LESSONS)[number];
export type Opened = Exclude<Lesson, 'contents'>;

/** The list by its parts. */
export const PARTS: readonly { part: 'study' | 'simulate' | 'traps' | 'together' | 'check'; lessons: readonly Opened[] }[] = [
  { part: 'study', lessons: ['tour'] },
  { part: 'simulate', lessons: ['trial', 'grading', 'study'] },
  { part: 'traps', lessons: ['trap'] },
  { part: 'together', lessons: ['class'] },
  { part: 'check', lessons: ['questions', 'glossary'] },
];

/** What stands elsewhere on the page and belongs into a lecture; some of it needs a table. */
export const ELSEWHERE: readonly { name: 'power' | 'needed' | 'printed'; place: Place; questions: Partial<Questions>; table: boolean }[] = [
  { name: 'printed', place: 'correlation', questions: { topic: 'printed' }, table: false },
  { name: 'needed', place: 'correlation', questions: { topic: 'needed' }, table: false },
  { name: 'power', place: 'survival', questions: { outcome: 'reach' }, table: true },
];

const REPETITIONS = 1_000;
const SIZES = [10, 20, 40, 80, 160, 320];
const WALL = 'learn:class:wall';

/** What the open lesson asks; slots begin with `learn:`. */
export function lessonAsks(mapping: Mapping, table: TableReport, questions: Questions, found: Found = () => null): Ask[] {
  const { lesson, simulated } = questions;
  switch (lesson) {
    case 'questions':
      return quizFigures(mapping, table, questions);
    case 'tour':
      return tourAsks(mapping, table, questions, found);
    case 'trial': {
      // The curves follow a slider at once; the thousand come after them.
      const request: Request = { ...trialOf(simulated), repetitions: 0 };
      const many: Request = { ...trialOf(simulated), samples: [], repetitions: REPETITIONS };
      return [
        { slot: 'learn:trial', request, draw: true },
        { slot: 'learn:trial:many', request: many, draw: true, view: 'repetitions' },
        // What size does is looked at last, and not waited for.
        { slot: 'then:learn:trial:sizes', request: { ...many, sizes: SIZES, repetitions: 200 }, draw: true, view: 'repetitions' },
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
    case 'trap': {
      const { trap, patients, seed, sample } = simulated;
      const request: Request = { kind: 'simulate_trap', trap, patients, strength: strengthOf(simulated), seed, sample, repetitions: REPETITIONS };
      return [{ slot: 'learn:trap', request, draw: true }, ...onTable(trap, mapping, table, questions)];
    }
    case 'class': {
      const { code, student, students, reveal } = simulated;
      const asked: Request = { kind: 'simulate_class', code, student, reveal: reveal === 'yes' };
      const all: Request = { ...asked, students, collected: questions.collected };
      const wall: Ask = { slot: WALL, request: all, draw: true, view: 'repetitions', figures: [figure(WALL, 'auto', all, words.learn.class.curves)] };
      return [{ slot: 'learn:class', request: asked, draw: true }, ...(students > 0 || questions.collected.trim() ? [wall] : [])];
    }
    default:
      return [];
  }
}

/** The same mistake on the table that is open, where an answer of the page shows it. */
function onTable(trap: Trap, mapping: Mapping, table: TableReport, questions: Questions): Ask[] {
  const topic = (topic: Topic) => {
    const ask = askOf(mapping, table, { ...questions, topic });
    return ask ? [ask] : [];
  };
  const outcome = (outcome: Outcome) => outcomeAsks(mapping, table, { ...questions, outcome }, () => null);
  const asks = (): Ask[] => {
    switch (trap) {
      case 'best_threshold':
        return outcome('thresholds');
      case 'dichotomised': {
        const marker = markerName(mapping, table, questions);
        const choices = { ...questions.choices, covariates: [marker] };
        const [whole] = outcomeAsks(mapping, table, { ...questions, outcome: 'cox', choices }, () => null);
        return [...outcome('cox'), ...(marker && whole ? [{ ...whole, slot: `${whole.slot}:whole` }] : [])];
      }
      case 'competing_as_censored':
        return outcome('competing').filter(({ request }) => request.kind === 'incidence');
      case 'many_tests':
        return outcome('family');
      case 'difference_of_significance':
        return topic('more');
      case 'ties':
        return topic('coefficients');
      case 'baseline_coupling':
        return (changeAsk(mapping)?.coupling ?? []).map(({ slot, request }) => ({ slot, request, draw: true }));
      case 'absence_of_evidence':
        return outcome('tests').slice(0, 1);
      default:
        return [];
    }
  };
  return asks().map((ask) => {
    const { figures, ...rest } = ask;
    return { ...rest, slot: `${ON_TABLE}${ask.slot}` };
  });
}

const ON_TABLE = 'learn:trap:own:';

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
