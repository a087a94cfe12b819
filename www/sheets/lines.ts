// The lines that most tables of results are made of.
import type { CorrelationInterval, Estimate } from 'gradus';
import { correlation, count, pValue, percent, type figure } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';

export type Line = Cell[];

/** A table of a name and a value a line. */
export function twoColumns(caption: string, rows: Line[]): Sheet {
  const { quantity, value } = words.correlation;
  return { caption, columns: [quantity, value], rows };
}

export const value = (name: string, what: Estimate, how?: Parameters<typeof figure>[2]): Line => [
  name,
  { value: what, ...(how && { how }) },
];
export const counted = (name: string, what: Estimate): Line => value(name, what, count);
export const coefficient = (name: string, what: Estimate): Line => value(name, what, correlation);
export const p = (name: string, what: Estimate): Line => value(name, what, pValue);

export const ends = (name: string, low: Estimate, high: Estimate): Line => [
  name,
  { low, high, how: correlation },
];

export function intervals(all: readonly CorrelationInterval[]): Line[] {
  const { rows } = words.correlation;
  return all.map(({ kind, level, lower, upper }) => ends(`${rows[kind]}, ${percent(level)}`, lower, upper));
}
