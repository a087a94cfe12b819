// The variables a question can name: by role, or by the position of a column.
import { gradeOf } from './ask';
import type { Mapping, TableReport, Variable } from 'gradus';
import { columnAt, placeName } from './place';
import { roleOf } from './roles';
import { words } from './strings/en';
import { choicesOf, type Choice } from './menu_choices';

const ROLES = ['post', 'pre', 'pathology'] as const;

/** More columns than this are no menu. */
const MOST_COLUMNS = 60;

/** Every variable the table has, as `post`, `delta-steps` or `column-3`. */
export function variableChoices(mapping: Mapping, table: TableReport): Choice[] {
  const roles = ROLES.filter((role) => gradeOf(mapping, role));
  const delta = gradeOf(mapping, 'pre') && gradeOf(mapping, 'post');
  const columns = table.columns.flatMap(({ name, kind }, k): Choice[] => {
    const role = roleOf(mapping, name);
    const counts = role === 'other' || role.startsWith('time') || (role === 'none' && kind === 'number');
    return counts ? [{ value: placeName(k), label: name }] : [];
  });
  return [
    ...roles.map((role) => ({ value: role, label: words.roles[role] })),
    ...(delta
      ? choicesOf(words.correlation.score, 'delta-')
      : []),
    ...columns.slice(0, MOST_COLUMNS),
  ];
}

/** What the engine calls it. */
export function variableOf(mapping: Mapping, table: TableReport, name: string): Variable | null {
  if (name === 'pre' || name === 'post' || name === 'pathology') return gradeOf(mapping, name)?.column ?? null;
  const [pre, post] = [gradeOf(mapping, 'pre'), gradeOf(mapping, 'post')];
  if (name === 'delta-steps' || name === 'delta-midpoints') {
    const score = name === 'delta-steps' ? 'steps' : 'midpoints';
    return pre && post ? { post: post.column, pre: pre.column, score } : null;
  }
  return columnAt(table, name);
}

/** The names asked for, each replaced by one that the table has and nobody took where it has none. */
export function available(wanted: readonly string[], choices: readonly Choice[]): string[] {
  const known = new Set(choices.map(({ value }) => value));
  const taken = new Set(wanted.filter((name) => known.has(name)));
  return wanted.flatMap((name) => {
    if (known.has(name)) return [name];
    const free = choices.find(({ value }) => !taken.has(value));
    if (!free) return [];
    taken.add(free.value);
    return [free.value];
  });
}
