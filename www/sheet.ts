// A table of results, once: shown rounded, copied and saved with every digit.
import type { Estimate } from 'gradus';
import { forSpreadsheet } from './format';
import type { State } from './state';

type How = { how?: (x: number) => string };
export type Cell =
  | string
  | ({ value: Estimate } & How)
  | ({ low: Estimate; high: Estimate } & How);
export interface Sheet { caption: string; columns: string[]; rows: Cell[][] }

/** The decimal mark of what is handed out, the one of the reader's own spreadsheet. */
export type Mark = 'point' | 'comma';

/** As chosen, else as the table was written; a workbook's numbers have no mark. */
export function markOf({ mark, opened }: State): Mark {
  const read = opened?.value?.table.understanding;
  return mark ?? (read && read.encoding !== 'workbook' ? read.decimal : 'point');
}

const NUMBER = /^[-+]?[\d.,]+(e[-+]?\d+)?%?( to [-+]?[\d.,]+(e[-+]?\d+)?%?)?$/i;

/** A spreadsheet runs what begins like a formula; after an apostrophe it shows it. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** All cells as text, the headings first. */
function texts({ columns, rows }: Sheet, mark: Mark): string[][] {
  const number = (value: Estimate) => {
    const plain = forSpreadsheet(value);
    return mark === 'comma' && typeof value === 'number' ? plain.replace('.', ',') : plain;
  };
  const text = (cell: Cell) => {
    if (typeof cell === 'string') return harmless(cell);
    return 'value' in cell ? number(cell.value) : `${number(cell.low)} to ${number(cell.high)}`;
  };
  return [columns, ...rows].map((row) => row.map(text));
}

export function tabSeparated(sheet: Sheet, mark: Mark): string {
  const plain = (text: string) => text.replace(/[\t\r\n]+/g, ' ');
  return texts(sheet, mark).map((row) => row.map(plain).join('\t')).join('\r\n');
}

/** Between semicolons where the comma is a decimal mark, as spreadsheets there expect. */
export function commaSeparated(sheet: Sheet, mark: Mark): string {
  const between = mark === 'comma' ? ';' : ',';
  const needs = new RegExp(`["${between}\\r\\n]`);
  const quoted = (text: string) => (needs.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return texts(sheet, mark).map((row) => row.map(quoted).join(between)).join('\r\n');
}

/** The same as a table of HTML, for word processors. */
export function asHtml(sheet: Sheet, mark: Mark): string {
  const safe = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const row = (cells: string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${safe(cell)}</${tag}>`).join('')}</tr>`;
  const [columns = [], ...rows] = texts(sheet, mark);
  const head = row(columns, 'th');
  const body = rows.map((cells) => row(cells, 'td')).join('');
  return `<table><thead>${head}</thead><tbody>${body}</tbody></table>`;
}
