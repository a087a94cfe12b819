// A column being made from others: what has been chosen so far, and the step of
// the mapping that it becomes.
import { gradeOf } from './ask';
import { noCoding } from './roles';
import type { Derived, Endpoint, Grade, Mapping, MonthLength, Score, Side, TableReport, TimeUnit } from 'gradus';

export const KINDS = ['delta', 'cut', 'converted', 'merged', 'endpoint_from_dates'] as const;
export type Kind = Derived['kind'];

/** Columns that a step's words can name, in the order of the table. */
export interface Choosable {
  grades: string[];
  /** Grades and numbers. */
  measured: string[];
  labels: string[];
  dates: string[];
}

/** What was chosen; words not chosen yet have a value that the table suggests. */
export interface Making {
  kind: Kind;
  words: Record<string, string>;
  /** Values to be merged. */
  from: string[];
}

export function choosable(mapping: Mapping, table: TableReport): Choosable {
  const grades = mapping.grades.map(({ column }) => column);
  const of = (wanted: (kind: string, name: string) => boolean) =>
    table.columns.filter(({ kind, name }) => wanted(kind, name)).map(({ name }) => name);
  return {
    grades: of((_, name) => grades.includes(name)),
    measured: of((kind, name) => kind === 'number' || grades.includes(name)),
    labels: of((kind, name) => kind === 'label' || mapping.groups.includes(name)),
    dates: of((kind) => kind === 'date'),
  };
}

/** The kinds that this table has columns for. */
export function possible(columns: Choosable): Kind[] {
  const { grades, measured, labels, dates } = columns;
  const can: Record<Kind, boolean> = {
    delta: grades.length > 1,
    cut: measured.length > 0,
    converted: grades.length > 0,
    merged: labels.length > 0,
    endpoint_from_dates: dates.length > 1,
  };
  return KINDS.filter((kind) => can[kind]);
}

/** Every word of the sentence: as chosen, else the likeliest. */
export function wordsOf(making: Making, mapping: Mapping, columns: Choosable): Record<string, string> {
  const { kind, words } = making;
  const { grades, measured, labels, dates } = columns;
  const [start = '', event = start] = dates;
  const usual: Record<Kind, Record<string, string>> = {
    delta: {
      post: gradeOf(mapping, 'post')?.column ?? grades[1] ?? '',
      pre: gradeOf(mapping, 'pre')?.column ?? grades[0] ?? '',
      score: 'steps',
    },
    cut: { column: measured[0] ?? '', side: 'at_least', at: '50' },
    converted: { column: grades[0] ?? '', to: 'eortc_stbsg', boundary: 'lower_inclusive' },
    merged: { column: labels[0] ?? '', to: 'other' },
    endpoint_from_dates: {
      start,
      event,
      second: '',
      contact: dates[2] ?? '',
      unit: 'months',
      months: 'average',
      entry: '',
      cut_off: '',
      status: '',
      happened: '',
    },
  };
  const now = { ...usual[kind], ...words };
  return { ...now, name: words.name?.trim() || suggested(kind, now) };
}

function suggested(kind: Kind, now: Record<string, string>): string {
  const { column, post, pre, at, to } = now;
  const names: Record<Kind, string> = {
    delta: `Δ ${post} − ${pre}`,
    cut: `${column} cut at ${at}`,
    converted: `${column} as ${to}`,
    merged: `${column} merged`,
    endpoint_from_dates: 'Overall survival',
  };
  return names[kind];
}

/** The step, or null while something is missing from it. `values`: those of the status column. */
export function stepOf({ kind, from }: Making, w: Record<string, string>, values: string[]): Derived | null {
  const { name = '', column = '', at = '', to = '' } = w;
  switch (kind) {
    case 'delta':
      return w.post === w.pre ? null : { kind, name, post: w.post ?? '', pre: w.pre ?? '', score: w.score as Score };
    case 'cut':
      return at.trim() === '' || !Number.isFinite(Number(at)) ? null : { kind, name, column, at: Number(at), side: w.side as Side };
    case 'converted':
      return { kind, name, column, to, boundary: w.boundary as NonNullable<Grade['boundary']> };
    case 'merged':
      return from.length === 0 || to.trim() === '' ? null : { kind, name, column, merges: [{ from, to: to.trim() }] };
    case 'endpoint_from_dates': {
      const { start = '', event = '', second, contact, entry, cut_off, status, happened = '' } = w;
      if (start === event || (status && !happened)) return null;
      return {
        kind,
        name,
        start,
        events: [event, ...(second ? [second] : [])],
        last_contact: contact ? [contact] : [],
        unit: w.unit as TimeUnit,
        months: w.months as MonthLength,
        ...(entry && { entry }),
        ...(cut_off && { cut_off }),
        ...(status && { status }),
        status_coding: status ? { ...noCoding(), event: [happened], censored: values.filter((one) => one !== happened && one !== '') } : noCoding(),
      };
    }
  }
}

/** The mapping with one more step, whose columns get the role they were made for. */
export function withStep(mapping: Mapping, step: Derived): Mapping {
  const next: Mapping = { ...mapping, derived: [...(mapping.derived ?? []), step] };
  const { name } = step;
  switch (step.kind) {
    case 'cut':
    case 'merged':
      return { ...next, groups: [...next.groups, name] };
    case 'converted':
      return { ...next, grades: [...next.grades, { column: name, role: 'other', scale: step.to, boundary: step.boundary ?? 'lower_inclusive' }] };
    case 'endpoint_from_dates': {
      const coding = { ...noCoding(), event: ['1'], censored: ['0'] };
      const entry = step.entry && { entry: `${name} entry` };
      const endpoint: Endpoint = { name, time: `${name} time`, event: `${name} event`, unit: step.unit ?? 'months', ...entry, coding };
      return { ...next, endpoints: [...next.endpoints, endpoint] };
    }
    default:
      return next;
  }
}
