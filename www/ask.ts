// From questions in words to requests in plain data.
import type { Grade, GradeRole, Grouping, Mapping, Request, Variable } from 'gradus';
import { placeName, placeOf } from './place';
import type { Questions } from './state';
import type { TableReport } from 'gradus';

const PAIRS = ['post', 'pre', 'delta'] as const;
export type Pair = (typeof PAIRS)[number];

export function gradeOf(mapping: Mapping, role: GradeRole): Grade | undefined {
  return mapping.grades.find((grade) => grade.role === role);
}

/** After minus before, when the table has both. */
function deltaOf(mapping: Mapping, questions: Questions): Variable | null {
  const pre = gradeOf(mapping, 'pre');
  const post = gradeOf(mapping, 'post');
  return pre && post && { post: post.column, pre: pre.column, score: questions.score } || null;
}

/** The correlation with pathology of one of the three, when the table can answer it. */
export function correlationRequest(
  mapping: Mapping,
  questions: Questions,
  pair: Pair,
): Request | null {
  const y = gradeOf(mapping, 'pathology')?.column;
  const x = pair === 'delta' ? deltaOf(mapping, questions) : gradeOf(mapping, pair)?.column;
  return x && y ? { kind: 'correlation', x, y } : null;
}

export function pairsOf(mapping: Mapping, questions: Questions): Pair[] {
  return PAIRS.filter((pair) => correlationRequest(mapping, questions, pair));
}

/** Beyond so many rows the approximation is good enough to be read alone. */
const ROWS_FOR_EXACT_LOG_RANK = 100;

/** Beyond so many rows counting all pairings takes longer than anyone waits. */
export const ROWS_FOR_EXACT_P = 200;

/** The same with its exact p, where the cohort is small enough for one. */
export function withExactP(request: Request | null, rows: number): Request | null {
  const small = request?.kind === 'correlation' && rows <= ROWS_FOR_EXACT_P;
  return small ? { ...request, also: ['exact_spearman'] } : null;
}

/** The log-rank test by counting, for two small groups. */
export function exactLogRankRequest(
  mapping: Mapping,
  table: TableReport,
  questions: Questions,
  endpoint: string,
): Request | null {
  const by = groupingOf(mapping, table, questions);
  return by && table.rows <= ROWS_FOR_EXACT_LOG_RANK && questions.choices.landmark === null ? { kind: 'permutation_log_rank', endpoint, by } : null;
}

/** The split that the table can answer: the one asked for, else the first group, else none. */
export function splitOf(mapping: Mapping, table: TableReport, questions: Questions): string {
  const { by } = questions;
  const has = (role: GradeRole) => gradeOf(mapping, role) !== undefined;
  if (by === 'none') return by;
  if ((by === 'pre' || by === 'post' || by === 'pathology') && has(by)) return by;
  if (by === 'delta' && has('pre') && has('post')) return by;
  if (table.columns[positionIn(by)]) return by;
  const first = table.columns.findIndex((column) => column.name === mapping.groups[0]);
  return first < 0 ? 'none' : placeName(first);
}

function positionIn(by: string): number {
  return placeOf(by);
}

/** What the split measures, when it is a cut and not a list of labels. */
export function cutVariable(
  mapping: Mapping,
  table: TableReport,
  questions: Questions,
): Variable | null {
  const by = splitOf(mapping, table, questions);
  if (by === 'pre' || by === 'post' || by === 'pathology') return gradeOf(mapping, by)?.column ?? null;
  if (by === 'delta') return deltaOf(mapping, questions);
  const column = table.columns[positionIn(by)];
  const cut = column?.kind === 'number' && !mapping.groups.includes(column.name);
  return column && cut ? column.name : null;
}

/** How the cohort is split, or null for one curve. */
export function groupingOf(
  mapping: Mapping,
  table: TableReport,
  questions: Questions,
): Grouping | null {
  const { at, side } = questions;
  const variable = cutVariable(mapping, table, questions);
  if (variable !== null) return { by: 'threshold', variable, at, side };
  const column = table.columns[positionIn(splitOf(mapping, table, questions))];
  return column ? { by: 'label', column: column.name } : null;
}

export function survivalRequest(
  mapping: Mapping,
  table: TableReport,
  questions: Questions,
  endpoint: string,
): Request {
  const by = groupingOf(mapping, table, questions);
  return { kind: 'survival', endpoint, ...(by && { by }), ...landmarkOf(questions) };
}

/** When time begins anew, where a reader chose it. */
export function landmarkOf({ choices: { landmark } }: Questions): { landmark?: number } {
  return landmark === null ? {} : { landmark };
}

/** The endpoints the sentence names: every one, or the chosen one. */
export function endpointsOf(mapping: Mapping, questions: Questions): Mapping['endpoints'] {
  const chosen = mapping.endpoints[questions.endpoint - 1];
  return chosen ? [chosen] : mapping.endpoints;
}

/** Groups are compared with each other: nobody can ask for one alone. */
export function inGroups(questions: Questions): Questions {
  return questions.by === 'none' ? { ...questions, by: 'pathology' } : questions;
}
