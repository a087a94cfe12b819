// A table of results, once: shown rounded, copied and saved with every digit.
import type { Estimate } from 'gradus';
import { forSpreadsheet } from './format';

type How = { how?: (x: number) => string };
export type Cell =
  | string
  | ({ value: Estimate } & How)
  | ({ low: Estimate; high: Estimate } & How);
export interface Sheet { caption: string; columns: string[]; rows: Cell[][] }

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if ('value' in cell) return forSpreadsheet(cell.value);
  return `${forSpreadsheet(cell.low)} to ${forSpreadsheet(cell.high)}`;
}

export function tabSeparated(sheet: Sheet): string {
  const plain = (text: string) => text.replace(/[\t\r\n]+/g, ' ');
  return [sheet.columns, ...sheet.rows.map((row) => row.map(cellText))]
    .map((row) => row.map(plain).join('\t'))
    .join('\r\n');
}

export function commaSeparated(sheet: Sheet): string {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [sheet.columns, ...sheet.rows.map((row) => row.map(cellText))]
    .map((row) => row.map(quoted).join(','))
    .join('\r\n');
}

/** The same as a table of HTML, for word processors. */
export function asHtml(sheet: Sheet): string {
  const safe = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const row = (cells: string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${safe(cell)}</${tag}>`).join('')}</tr>`;
  const head = row(sheet.columns, 'th');
  const body = sheet.rows.map((cells) => row(cells.map(cellText), 'td')).join('');
  return `<table><thead>${head}</thead><tbody>${body}</tbody></table>`;
}
