// Everything the page knows, in one object; only `update.ts` makes a new one.
import type { DistinctValue, FigureReply, Mapping, Reply, Score, Side, TeachReply } from 'gradus';
import { isAfterwards } from './afterwards';
import type { Failure } from './engine';
import { begin, type History } from './history';
import { FIRST_CONVERSION, type Conversion, type GradeTopic } from './grade_topics';
import { FIRST_CHOICES, type Choices } from './choices';
import type { Outcome } from './outcomes';
import { FIRST_TYPED, type PrintedKind, type Topic, type Typed } from './topics';
import type { Lesson } from './lessons';
import { FIRST_SIMULATED, type Simulated } from './simulated';
import type { Look } from './look';
import type { Making } from './making';
import type { Paper } from './picture';
import { FIRST_QUIZ, type Given, type QuizSettings } from './quiz';
import type { Showing } from './show_how';
import type { Recipe } from './session_file';
import type { Mark } from './sheet';
import type { Loaded, Mapped, ReadOptions, Rows } from './task';

export const PLACES = ['data', 'grades', 'correlation', 'survival', 'learn'] as const;
export type Place = (typeof PLACES)[number];
export type Theme = 'system' | 'light' | 'dark';

/** Where the table came from. A file stays a file: it is never put into the box. */
export type Source =
  | { from: 'paste'; text: string; html?: string }
  | { from: 'file'; file: File }
  | { from: 'example'; name: string; text: string };

/** The underlined words of the sentences. Columns are named by role or position. */
export interface Questions {
  /** `pre`, `post`, `pathology`, `delta`, `column-3` or `none`. */
  by: string;
  at: number;
  side: Side;
  score: Score;
  /** 0 for every endpoint, else its position. */
  endpoint: number;
  /** What is asked under Correlation, the variables of each topic, the numbers typed. */
  topic: Topic;
  variables: Partial<Record<Topic, string[]>>;
  typed: Typed;
  /** Which statistic of a paper is checked. */
  printed: PrintedKind;
  /** What is asked under Grades, and of the converter. */
  grades: GradeTopic;
  conversion: Conversion;
  /** What is asked under Survival, and the choices of its sentences. */
  outcome: Outcome;
  choices: Choices;
  /** What is open under Learn. */
  lesson: Lesson;
  /** Of the questions for students. */
  quiz: QuizSettings;
  /** Where the walk through the study is, counted from 1; and whether it is shown to a room. */
  stop: number;
  present: boolean;
  /** What is true in a simulation. */
  simulated: Simulated;
  /** What students handed in: estimates from made patients, never data. */
  collected: string;
  /** How curves are drawn, where a reader wants them otherwise. */
  look: Look;
}

/** What undo and redo go through. */
export interface Decisions {
  options: ReadOptions;
  /** Empty until the table has been read and roles proposed. */
  mapping: Mapping | null;
  questions: Questions;
}

/** One thing asked of the engine; while it works, the old value stays. */
export interface Slot<T> {
  key: string;
  status: 'working' | 'done' | 'failed';
  since: number;
  value?: T;
  failure?: Failure;
}

/** An answer, with its figure where one was asked for. */
export type Drawn = Reply & Partial<Pick<FigureReply, 'display_list'>>;

export interface State {
  place: Place;
  theme: Theme;
  draft: string;
  source: Source | null;
  history: History<Decisions>;
  opened: Slot<Loaded> | null;
  mapped: Slot<Mapped> | null;
  results: Record<string, Slot<Drawn>>;
  /** Distinct values of event columns that were not among the proposed. */
  values: Record<string, Slot<DistinctValue[]>>;
  /** Rows shown in the grid: the first, and the cells. */
  page: Slot<Rows> | null;
  firstRow: number;
  firstColumn: number;
  /** The current cell, by position; and what its text field begins with. */
  cell: { row: number; column: number };
  /** Null when no cell is being typed into; undefined text keeps the cell's own. */
  editing: { text: string | null } | null;
  /** The cell a problem sent the reader to. */
  found: { row: number; column: string | null } | null;
  /** Cards that show every digit, by slot. */
  exactCards: Record<string, boolean>;
  /** How wide figures are printed, and how fine a picture of them is. */
  paper: Paper;
  /** The decimal mark of files, where one was chosen. */
  mark: Mark | null;
  /** Cards whose flow of patients is open, by slot. */
  flows: Record<string, boolean>;
  /** Cards that show how their answer came about, by slot; and what they show. */
  showing: Record<string, Showing | null>;
  shown: Record<string, Slot<TeachReply>>;
  /** Answers to the questions for students. */
  given: Record<string, Given>;
  /** The term whose note is open, and below which sentence. */
  noted: { slot: string; term: string } | null;
  /** Widths of figure places in CSS pixels, by kind. */
  widths: Record<string, number>;
  engine: 'starting' | 'worker' | 'page' | 'failed';
  failure: Failure | null;
  /** A recipe that waits for its table. */
  recipe: Recipe | null;
  /** A column being made from others. */
  making: Making | null;
  /** A menu walked through by keyboard takes every choice on its way: each is
   *  made anew from what stood before the first, and all are one step to undo. */
  walk: { column: string; mapping: Mapping } | null;
  /** What came of opening a file, to be read once. */
  notice: string | null;
  requests: number;
  refused: number;
  /** For how many whole seconds something has been working; null in its first 200 ms. */
  slow: number | null;
  announcement: string;
}

export const FIRST_QUESTIONS: Questions = {
  by: 'pathology',
  at: 50,
  side: 'at_least',
  score: 'steps',
  endpoint: 0,
  topic: 'relate',
  variables: {},
  typed: FIRST_TYPED,
  printed: 'rho',
  grades: 'cohort',
  conversion: FIRST_CONVERSION,
  outcome: 'curves',
  choices: FIRST_CHOICES,
  lesson: 'contents',
  quiz: FIRST_QUIZ,
  stop: 1,
  present: false,
  simulated: FIRST_SIMULATED,
  collected: '',
  look: {},
};

export function initial(place: Place, questions: Partial<Questions>, theme: Theme): State {
  return {
    place,
    theme,
    draft: '',
    source: null,
    history: begin<Decisions>({
      options: {},
      mapping: null,
      questions: { ...FIRST_QUESTIONS, ...questions },
    }),
    opened: null,
    mapped: null,
    results: {},
    values: {},
    page: null,
    firstRow: 0,
    firstColumn: 0,
    cell: { row: 0, column: 0 },
    editing: null,
    found: null,
    exactCards: {},
    paper: { mm: 170, dpi: 300, theme: 'light' },
    mark: null,
    flows: {},
    showing: {},
    shown: {},
    given: {},
    noted: null,
    widths: {},
    engine: 'starting',
    failure: null,
    recipe: null,
    making: null,
    walk: null,
    notice: null,
    requests: 0,
    refused: 0,
    slow: null,
    announcement: '',
  };
}

export function decisions(state: State): Decisions {
  return state.history.present;
}

/** Whether something is being computed that the screen waits for. */
export function working(state: State): boolean {
  return awaited(state).length > 0;
}

/** What is being worked on, by slot, what was asked first at the front. */
export function awaited(state: State): [slot: string, since: number][] {
  const results = Object.entries(state.results).filter(([slot]) => !isAfterwards(slot));
  const slots: [string, Slot<unknown> | null | undefined][] = [
    ['open', state.opened],
    ['map', state.mapped],
    ['page', state.page],
    ...results,
    ...Object.entries(state.values),
    ...Object.entries(state.shown),
  ];
  return slots
    .flatMap(([slot, one]): [string, number][] => (one?.status === 'working' ? [[slot, one.since]] : []))
    .sort(([, a], [, b]) => a - b);
}

/** For tests and style sheets: where the page stands as a whole. */
export function phase(state: State): 'empty' | 'working' | 'result' | 'failed' {
  if (state.failure || state.opened?.status === 'failed') return 'failed';
  if (!state.source) return 'empty';
  if (working(state) || state.opened?.status !== 'done' || state.mapped?.status !== 'done') {
    return 'working';
  }
  return 'result';
}
