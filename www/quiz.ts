// Questions for students: what they are about, and whether an answer is right
// within what was said beforehand.
import type { Expected, FigureOptions, Level, Mapping, Question, Request, TableReport, TeachReply, TeachRequest } from 'gradus';
import { correlationRequest, endpointsOf, gradeOf, pairsOf, survivalRequest } from './ask';
import { isCoded } from './roles';
import { showSlot, type Demonstrable } from './show_how';
import type { Questions, Slot, State } from './state';
import type { Ask } from './topics';

export const LEVELS = ['read', 'understand', 'work'] as const satisfies readonly Level[];

export interface QuizSettings { level: Level; seed: number }
export const FIRST_QUIZ: QuizSettings = { level: 'read', seed: 1 };

/** What an address or a file says, where it may be. */
export function saneQuiz(level: unknown, seed: unknown): QuizSettings {
  const number = /^\d{1,9}$/.test(String(seed)) ? Number(seed) : FIRST_QUIZ.seed;
  return { level: LEVELS.find((known) => known === level) ?? FIRST_QUIZ.level, seed: number };
}

/** What a student typed or chose, and whether it has been looked at. */
export interface Given { text: string; checked: boolean }

const QUIZ = 'quiz';
const FEW_ENDPOINTS = 1;

/** The requests that are asked about: curves, a correlation, agreement. */
function about(mapping: Mapping, table: TableReport, questions: Questions): Request[] {
  const curves = endpointsOf(mapping, questions)
    .filter(isCoded)
    .slice(0, FEW_ENDPOINTS)
    .map(({ name }) => survivalRequest(mapping, table, questions, name));
  const [pair] = pairsOf(mapping, questions);
  const correlation = pair ? correlationRequest(mapping, questions, pair) : null;
  const [x, y] = [gradeOf(mapping, 'post')?.column, gradeOf(mapping, 'pathology')?.column];
  const agreement: Request[] = x && y ? [{ kind: 'agreement', x, y }] : [];
  return [...curves, ...(correlation ? [correlation] : []), ...agreement];
}

/** Nothing printed on a figure that is asked for. */
const WITHOUT_ANSWERS: FigureOptions = { show_p: false, show_medians: false, show_median_lines: false, show_effect: false };

/** What stands on the screen to be read: the figures of the same answers. */
export function quizFigures(mapping: Mapping, table: TableReport, questions: Questions): Ask[] {
  const shown = about(mapping, table, questions).filter(({ kind }) => kind !== 'agreement');
  return shown.map((request, k) => ({ slot: `learn:quiz:${k}`, request, draw: true, look: WITHOUT_ANSWERS }));
}

export function quizRequest(mapping: Mapping, table: TableReport, questions: Questions): TeachRequest | null {
  const asked = about(mapping, table, questions);
  const { level, seed } = questions.quiz;
  return asked.length ? { kind: 'questions', about: asked, level, seed } : null;
}

export const quizSlot = showSlot(QUIZ);
export const hintSlot = (k: number) => `${QUIZ}:${k}`;

export function quizOf(state: State): Slot<TeachReply> | undefined {
  return state.shown[quizSlot];
}

/** The demonstration behind the hint of a question that is open. */
export function hinted(state: State, slot: string): Demonstrable | null {
  const [name, k] = slot.split(':');
  const question = name === QUIZ ? quizOf(state)?.value?.quiz?.questions[Number(k)] : undefined;
  return question ? { show: question.hint.show, of: question.hint.of } : null;
}

/** Answers belong to a question, its level and its seed. */
export function givenKey({ level, seed }: QuizSettings, { text }: Question): string {
  return `${level} ${seed} ${text}`;
}

/** A typed number with a point or a comma; null where it is none. */
export function numberIn(text: string): number | null {
  const plain = text.trim().replace('−', '-').replace(',', '.').replace(/\s*%$/, '');
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/** Null for what is no answer yet. */
export function isRight(expected: Expected, text: string): boolean | null {
  if (expected.kind === 'choice') return text === '' ? null : Number(text) === expected.right;
  const number = numberIn(text);
  // Rounding in the last digit of what was said is forgiven.
  return number === null ? null : Math.abs(number - expected.value) <= expected.tolerance * (1 + 1e-9) + 1e-12;
}
