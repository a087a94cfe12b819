// Whether what stands in a session file has the shape that the page relies on; the
// engine checks the rest. A file may be old, cut off or changed by hand.
import { saneChoices } from './choices';
import { saneQuiz } from './quiz';
import { sane } from './simulated';
import { GRADE_TOPICS } from './grade_topics';
import { LESSONS } from './lessons';
import { OUTCOMES } from './outcomes';
import { FIRST_QUESTIONS, type Questions } from './state';
import { PRINTED, TOPICS } from './topics';
import type { Derived, Mapping } from 'gradus';

type Fields = Record<string, unknown>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function each(list: unknown, holds: (one: Fields) => boolean): boolean {
  return Array.isArray(list) && list.every((one) => isRecord(one) && holds(one));
}

const maybeText = (value: unknown) => value == null || typeof value === 'string';

export function isMapping(value: unknown): value is Mapping {
  if (!isRecord(value)) return false;
  const { id, grades, endpoints, groups, missing, derived = [], exclude = [], scales = [] } = value;
  return (
    maybeText(id) &&
    areTexts(groups) &&
    each(grades, ({ column, role, scale }) => areTexts([column, role, scale])) &&
    each(endpoints, ({ name, time, event, entry, coding }) => areTexts([name, time, event]) && maybeText(entry) && isCoding(coding)) &&
    each(missing, ({ column, codes }) => typeof column === 'string' && areTexts(codes)) &&
    each(scales, ({ id, name, labels, cuts }) => areTexts([id, name]) && areTexts(labels) && each(cuts, () => true)) &&
    each(exclude, ({ column, values }) => typeof column === 'string' && areTexts(values)) &&
    each(derived, isStep)
  );
}

function isCoding(value: unknown): boolean {
  return isRecord(value) && ['event', 'censored', 'competing', 'excluded'].every((key) => areTexts(value[key]));
}

/** What each kind of step cannot be without. */
const STEPS: Record<Derived['kind'], (step: Fields) => boolean> = {
  delta: ({ post, pre, score }) => areTexts([post, pre, score]),
  cut: ({ column, at }) => typeof column === 'string' && typeof at === 'number',
  converted: ({ column, to }) => areTexts([column, to]),
  merged: ({ column, merges }) => typeof column === 'string' && each(merges, ({ from, to }) => areTexts(from) && typeof to === 'string'),
  endpoint_from_dates: ({ start, events, last_contact = [], status, status_coding, entry, cut_off }) =>
    typeof start === 'string' &&
    areTexts(events) &&
    areTexts(last_contact) &&
    [status, entry, cut_off].every(maybeText) &&
    (status_coding === undefined || isCoding(status_coding)),
};

function isStep(step: Fields): boolean {
  const { kind, name } = step;
  return typeof name === 'string' && Object.entries(STEPS).some(([known, holds]) => known === kind && holds(step));
}

/** Questions of which there are only these. */
const ONE_OF = {
  side: ['at_least', 'above'],
  score: ['steps', 'midpoints'],
  topic: TOPICS,
  outcome: OUTCOMES,
  grades: GRADE_TOPICS,
  printed: PRINTED,
  lesson: LESSONS,
} as const satisfies { [K in keyof Questions]?: readonly Questions[K][] };

/**
 * The questions of a file: what is of the first ones' kind, and the first ones
 * where it is not, or where an older page did not ask. Null where lists are not lists.
 */
export function questionsOf(value: Fields): Questions | null {
  const { variables = {}, look = {}, choices } = value;
  if (!isRecord(variables) || !Object.values(variables).every(areTexts)) return null;
  if (!isRecord(look) || !isLook(look)) return null;
  if (isRecord(choices) && !areTexts(choices.covariates ?? [])) return null;
  const kept = ofKind(value, FIRST_QUESTIONS);
  for (const [name, known] of Object.entries(ONE_OF)) {
    const fields = kept as unknown as Fields;
    if (!(known as readonly unknown[]).includes(fields[name])) fields[name] = FIRST_QUESTIONS[name as keyof Questions];
  }
  const { level, seed } = kept.quiz;
  return { ...kept, choices: saneChoices(kept.choices), simulated: sane(kept.simulated), quiz: saneQuiz(level, seed), variables, look };
}

/** Lists of what is drawn; everything else of it is a word, a number or a tick. */
const isLook = ({ ticks = [], group_labels = [], group_colours = [], note_at = null, label_at = [], ...rest }: Fields) =>
  Array.isArray(ticks) &&
  ticks.every((tick) => typeof tick === 'number') &&
  [group_labels, group_colours].every((list) => Array.isArray(list) && list.every(maybeText)) &&
  isPlace(note_at) &&
  Array.isArray(label_at) &&
  label_at.every(isPlace) &&
  Object.values(rest).every((one) => typeof one !== 'object');

/** Two shares, or nothing. */
const isPlace = (value: unknown) =>
  value === null || (Array.isArray(value) && value.length === 2 && value.every((share) => typeof share === 'number'));

/** Numbers that may be left out, though the first questions have them. */
const OPTIONAL = ['n', 'p', 'other', 'between', 'tDf', 'chiDf', 'low', 'high', 'window', 'landmark', 'lost', 'strength'];

/** Field by field what is of the example's kind. */
function ofKind<T extends object>(value: unknown, example: T): T {
  if (!isRecord(value)) return example;
  const fields = Object.entries(example).map(([name, known]: [string, unknown]) => [name, oneOfKind(value[name], known, OPTIONAL.includes(name))]);
  return Object.fromEntries(fields) as T;
}

function oneOfKind(given: unknown, known: unknown, optional: boolean): unknown {
  if (isRecord(known)) return ofKind(given, known);
  if (Array.isArray(known)) return areTexts(given) ? given : known;
  const fits = optional ? given === null || typeof given === 'number' : typeof given === typeof known;
  return fits ? given : known;
}
