// Columns by their place, as `column-3`: a name of settings and addresses that holds no data.
import type { TableReport } from 'gradus';

const BEFORE = 'column-';

/** Of the k-th column, from 0. */
export const placeName = (k: number) => `${BEFORE}${k + 1}`;

export const isPlace = (name: string) => name.startsWith(BEFORE);

/** From 0; −1 where it is no place. */
export function placeOf(name: string): number {
  return isPlace(name) ? Number(name.slice(BEFORE.length)) - 1 : -1;
}

export function columnAt(table: TableReport, name: string): string | null {
  return table.columns[placeOf(name)]?.name ?? null;
}
