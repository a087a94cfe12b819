// Which rows the first answers leave out, and why, for the grid to grey them.
import type { State } from './state';

/** Line number as the user sees it, to the reasons. */
export function leftOutRows(state: State): Map<number, string[]> {
  const rows = new Map<number, string[]>();
  for (const [slot, result] of Object.entries(state.results)) {
    if (!slot.startsWith('first:')) continue;
    const answer = result.value?.answer;
    if (!answer || !('accounting' in answer)) continue;
    for (const one of answer.accounting.left_out) {
      for (const row of one.rows) {
        const reasons = rows.get(row) ?? [];
        if (!reasons.includes(one.reason)) rows.set(row, [...reasons, one.reason]);
      }
    }
  }
  return rows;
}
