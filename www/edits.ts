// Changed cells: a list of changes laid over the source, which stays as it is.
import type { CellEdit, Problem, ReadOptions } from 'gradus';

/** The options with one more cell changed; a later change of a cell replaces the earlier. */
export function withEdit(options: ReadOptions, edit: CellEdit): ReadOptions {
  const others = (options.edits ?? []).filter((one) => one.line !== edit.line || one.place !== edit.place);
  return { ...options, edits: [...others, edit] };
}

/** The changed cells by line and place, for the grid to show. */
export function editedCells(options: ReadOptions): Map<string, string> {
  return new Map((options.edits ?? []).map(({ line, place, text }) => [cellKey(line, place), text]));
}

export function cellKey(line: number, place: number): string {
  return `${line}:${place}`;
}

/** What is wrong with a cell: told by its row, or by the text that was found. */
export function problemsOf(
  problems: readonly Problem[],
  line: number,
  column: string,
  text: string,
): Problem[] {
  return problems.filter(({ place, rows, found, count }) => {
    if (place.column !== column) return false;
    return rows.includes(line) || place.row === line || (count > rows.length && rows.length > 0 && found === text);
  });
}
