// This study, critically: a walk of one idea a screen, each with what the engine
// answers on the synthetic cohort or to a figure that was printed.
import type { Mapping, TableReport } from 'gradus';
import { correlationRequest, withExactP } from './ask';
import { changeAsk } from './grade_topics';
import { outcomeAsks, type Found, type Outcome } from './outcomes';
import { isCoded } from './roles';
import type { Questions } from './state';
import { askOf, FIRST_TYPED, type Ask, type Topic, type Typed } from './topics';

/** In the order of the walk. */
export const STOPS = [
  'reported',
  'size',
  'sure',
  'difference',
  'exact',
  'hidden',
  'change',
  'curves',
  'cuts',
  'family',
  'reach',
  'conclude',
] as const;
export type Stop = (typeof STOPS)[number];

/** The stop of a position counted from 1. */
export function stopAt(position: number): Stop {
  return STOPS[Math.min(Math.max(position, 1), STOPS.length) - 1] ?? 'reported';
}

/** The two correlations as they were printed. */
const POST: Partial<Typed> = { rho: 0.44, p: 0.028, other: null };
const DELTA: Partial<Typed> = { rho: 0.24, p: 0.24, other: null };

/** What the present stop asks; slots begin with `learn:tour`. */
export function tourAsks(mapping: Mapping, table: TableReport, questions: Questions, found: Found): Ask[] {
  const stop = stopAt(questions.stop);
  const topic = (name: Topic, change: Partial<Questions> = {}) => {
    const ask = askOf(mapping, table, { ...questions, variables: {}, ...change, topic: name });
    return ask ? [ask] : [];
  };
  const printed = (typed: Partial<Typed>) => topic('printed', { printed: 'rho', typed: { ...FIRST_TYPED, ...typed } });
  const outcome = (name: Outcome, covariates: readonly string[] = []) => {
    const first = mapping.endpoints.findIndex(isCoded) + 1;
    const own = { by: 'pathology', at: 50, side: 'at_least', endpoint: first, choices: { ...questions.choices, covariates, marker: '' } } as const;
    return outcomeAsks(mapping, table, { ...questions, ...own, outcome: name }, (slot) => found(slotOf(stop, slot)));
  };
  return asksOf().map((ask, k) => ({ ...ask, slot: slotOf(stop, ask.slot === 'correlation:printed' ? String(k) : ask.slot) }));

  function asksOf(): Ask[] {
    switch (stop) {
      case 'size':
        return [...printed({ ...POST, n: null }), ...printed({ ...DELTA, n: null })];
      case 'sure':
        return [...printed({ ...POST, n: 25 }), ...printed({ ...DELTA, n: 25 })];
      case 'difference':
        return topic('more');
      case 'exact': {
        const request = correlationRequest(mapping, questions, 'post');
        const then = withExactP(request, table.rows);
        return request ? [{ slot: 'exact', request, draw: true, ...(then && { then }) }] : [];
      }
      case 'hidden':
        return topic('hidden');
      case 'change': {
        const ask = changeAsk(mapping);
        if (!ask) return [];
        const { request, coupling } = ask;
        return [{ slot: 'slope', request, draw: true, view: 'slope' }, ...coupling.map((one) => ({ ...one, draw: false }))];
      }
      case 'curves':
        return outcome('mean');
      case 'cuts':
        return outcome('thresholds');
      case 'family':
        return outcome('family', ['pathology', 'post', 'delta-steps']);
      case 'reach':
        return outcome('reach');
      default:
        return [];
    }
  }
}

const slotOf = (stop: Stop, slot: string) => `learn:tour:${stop}:${slot}`;
