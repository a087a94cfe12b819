// Everything there is to look at, once: found when reading, and again when mapping.
import type { Problem } from 'gradus';
import type { State } from './state';

const known = new WeakMap<object, Problem[]>();

/** In the order of weight: errors, warnings, notes. */
export function allProblems(state: State): Problem[] {
  const table = state.opened?.value?.table;
  if (!table) return [];
  const mapped = state.mapped?.value;
  const key = mapped ?? table;
  const before = known.get(key);
  if (before && state.mapped?.status === 'done') return before;
  const found = distinct([...table.problems, ...(mapped?.problems ?? [])]);
  if (state.mapped?.status === 'done') known.set(key, found);
  return found;
}

function distinct(problems: Problem[]): Problem[] {
  const weight = { error: 0, warning: 1, note: 2 };
  const seen = new Set<string>();
  return problems
    .filter((problem) => {
      // The question about the event is asked above, with its values.
      if (problem.code === 'event_not_coded') return false;
      const key = JSON.stringify([problem.code, problem.place, problem.what]);
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => weight[a.severity] - weight[b.severity]);
}
