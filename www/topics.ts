// What can be asked under Correlation: a topic each, with the requests it needs.
import { groupingOf, inGroups, ROWS_FOR_EXACT_P } from './ask';
import { figure, type Figure } from './figures';
import type { FigureOptions, Mapping, PublishedTest, Request, TableReport, Variable, View } from 'gradus';
import type { Questions } from './state';
import { words } from './strings/en';
import { available, variableChoices, variableOf } from './variables';

export const TOPICS = [
  'relate',
  'coefficients',
  'more',
  'given',
  'hidden',
  'agree',
  'readers',
  'groups',
  'twice',
  'printed',
  'needed',
] as const;
export type Topic = (typeof TOPICS)[number];

/** The variables of a topic's sentence, in its order, before anybody chooses. */
export const FIRST_VARIABLES: Partial<Record<Topic, readonly string[]>> = {
  coefficients: ['post', 'pathology'],
  more: ['pathology', 'post', 'delta-steps'],
  given: ['delta-steps', 'pathology', 'pre'],
  hidden: ['post', 'pathology'],
  agree: ['post', 'pathology'],
  groups: ['post'],
  twice: ['post', 'pre'],
};

/** Numbers typed into a sentence. */
export interface Typed {
  rho: number;
  /** Null where nothing was printed. */
  n: number | null;
  p: number | null;
  /** A second correlation with the same variable, and that between the two. */
  other: number | null;
  between: number | null;
  /** A t, a χ² and a hazard ratio, each with what is printed beside it. */
  t: number;
  tDf: number | null;
  chi: number;
  chiDf: number | null;
  hr: number;
  low: number | null;
  high: number | null;
  /** For planning: the true correlation, and how many patients. */
  truth: number;
  size: number;
}

/** The two correlations of the study that this page began with. */
export const FIRST_TYPED: Typed = {
  rho: 0.44,
  n: 25,
  p: 0.028,
  other: 0.24,
  between: null,
  // Statistics that have the same p.
  t: 2.35,
  tDf: 23,
  chi: 7.15,
  chiDf: 2,
  hr: 0.45,
  low: 0.22,
  high: 0.92,
  truth: 0.4,
  size: 27,
};

/** What a paper may print. */
export const PRINTED = ['rho', 'r', 't', 'chi', 'hr'] as const;
export type PrintedKind = (typeof PRINTED)[number];

/** One thing to compute: asked at once, or, where it takes its time, `then`. */
export interface Ask {
  /** Further figures. */
  figures?: readonly Figure[];
  slot: string;
  request: Request;
  draw: boolean;
  /** Which of an answer's figures, and what is left out of it. */
  view?: View;
  look?: FigureOptions;
  then?: Request;
}

export function namesOf(mapping: Mapping, table: TableReport, questions: Questions): string[] {
  const wanted = questions.variables[questions.topic] ?? FIRST_VARIABLES[questions.topic] ?? [];
  return available(wanted, variableChoices(mapping, table));
}

/** Whether a topic needs no table. */
export function isTyped(topic: Topic): topic is 'printed' | 'needed' {
  return topic === 'printed' || topic === 'needed';
}

const slotOf = (topic: Topic) => `correlation:${topic}`;

/** What the open topic asks; nothing where the table lacks what it needs. */
export function askOf(mapping: Mapping, table: TableReport, questions: Questions): Ask | null {
  const { topic } = questions;
  const slot = slotOf(topic);
  const plain = (request: Request): Ask => ({ slot, request, draw: false });
  if (topic === 'printed') return plain(printed(questions.printed, questions.typed));
  if (topic === 'needed') {
    return plain({ kind: 'correlation_power', r: questions.typed.truth, n: questions.typed.size });
  }
  if (topic === 'readers') {
    const readers = readersOf(mapping);
    return readers.length > 1 ? plain({ kind: 'reader_agreement', readers }) : null;
  }
  const wanted = FIRST_VARIABLES[topic]?.length ?? 0;
  const found = namesOf(mapping, table, questions).map((name) => variableOf(mapping, table, name));
  const variables = found.filter((variable): variable is Variable => variable !== null);
  const [x, y, z] = variables;
  if (variables.length < wanted || x === undefined) return null;
  if (topic === 'groups') {
    const by = groupingOf(mapping, table, inGroups(questions));
    return by && { ...plain({ kind: 'group_comparison', variable: x, by }), then: { kind: 'group_comparison', variable: x, by, permutation: {} } };
  }
  if (y === undefined) return null;
  switch (topic) {
    case 'coefficients': {
      const request: Request = { kind: 'correlation', x, y, also: ['pearson', 'kendall', 'ordinal', 'polychoric'] };
      const then: Request = { ...request, also: [...(request.also ?? []), 'exact_spearman', 'exact_kendall'], bootstrap: {} };
      const all: Request = { ...request, also: ['exact_spearman'], permutation: { distribution: true } };
      const { coefficients, permutation } = words.topics.coefficients.figures;
      const small = table.rows <= ROWS_FOR_EXACT_P;
      const figures = [
        figure(slot, 'coefficients', request, coefficients),
        ...(small ? [figure(slot, 'permutation', all, permutation)] : []),
      ];
      return { slot, request, draw: true, then, figures };
    }
    case 'hidden':
      return plain({ kind: 'grade_uncertainty', x, y });
    case 'agree':
      return { ...plain({ kind: 'agreement', x, y }), draw: true };
    case 'twice':
      return plain({ kind: 'paired_comparison', x, y });
    case 'more': {
      if (z === undefined) return null;
      const request: Request = { kind: 'compare_correlations', shared: x, a: y, b: z };
      return { ...plain(request), then: { ...request, resampling: {} } };
    }
    case 'given':
      return z === undefined ? null : plain({ kind: 'partial_correlation', x, y, given: [z] });
    default:
      return null;
  }
}

/** Every column of grades is a reader. */
export function readersOf(mapping: Mapping): string[] {
  return mapping.grades.map(({ column }) => column);
}

const decimals = (...all: (number | null)[]) => Math.max(2, ...all.map((x) => (String(x).split('.')[1] ?? '').length));

function printed(kind: PrintedKind, typed: Typed): Request {
  const { rho, n, p, other, between, t, tDf, chi, chiDf, hr, low, high } = typed;
  const beside = p === null ? {} : { p, p_decimals: decimals(p) };
  if (kind === 'rho' || kind === 'r') {
    return {
      kind: 'published_correlation',
      rho,
      rho_decimals: decimals(rho),
      ...(kind === 'r' && { pearson: true }),
      ...(n !== null && { n }),
      ...beside,
      ...(p !== null && { sizes: [4, 200] as [number, number] }),
      ...(other !== null && between !== null && { other: { rho: other, between } }),
    };
  }
  const test = (of: PublishedTest, ...printed: (number | null)[]): Request => ({
    kind: 'published_test',
    test: of,
    decimals: decimals(...printed),
    ...beside,
  });
  if (kind === 't') return test({ of: 't', t, ...(tDf !== null && { df: tDf }) }, t);
  if (kind === 'chi') return test({ of: 'chi_squared', chi_squared: chi, ...(chiDf !== null && { df: chiDf }) }, chi);
  const limits = low !== null && high !== null ? { limits: [low, high] as [number, number] } : {};
  return test({ of: 'hazard_ratio', hazard_ratio: hr, ...limits }, hr, low, high);
}

/** The slots whose answers are on the screen of this place. */
export function isShown(slot: string, topic: Topic): boolean {
  const pairs = ['correlation:post', 'correlation:pre', 'correlation:delta'];
  return topic === 'relate' ? pairs.includes(slot) : slot === slotOf(topic);
}
