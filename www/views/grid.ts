// The table row by row: a chip per column with its kind, role, blanks and odd
// cells; a page of rows at a time, so that a million rows are as light as thirty.
import { html, nothing, type TemplateResult } from 'lit';
import type { Column, TableReport } from 'gradus';
import { count } from '../format';
import { leftOutRows } from '../left_out';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { ROWS_A_PAGE } from '../update';
import { roleMenu } from './role_menu';
import type { Send } from './send';

const COLUMNS_A_PAGE = 40;

export function grid(state: State, send: Send): TemplateResult | typeof nothing {
  const table = state.opened?.value?.table;
  if (!table) return nothing;
  const firstColumn = state.firstColumn;
  const shown = table.columns.slice(firstColumn, firstColumn + COLUMNS_A_PAGE);
  const { cells, lines } = state.page?.value ?? { cells: [], lines: [] };
  const out = leftOutRows(state);
  return html`<section class="part">
    <h2>${words.data.grid}</h2>
    ${columnPager(state, table, send)}
    <div class="grid" tabindex="0" role="region" aria-label=${words.data.grid}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="line">${words.data.lineNumber}</th>
            ${shown.map((column) => chip(state, column, send))}
          </tr>
        </thead>
        <tbody>
          ${cells.map((row, k) => oneRow(state, table, row, lines[k] ?? 0, out))}
        </tbody>
      </table>
    </div>
    ${out.size ? html`<p class="note">${words.data.greyed}</p>` : nothing}
    ${rowPager(state, table, send)}
  </section>`;
}

function chip(state: State, column: Column, send: Send): TemplateResult {
  const { mapping } = decisions(state);
  const isGrade = mapping?.grades.some((grade) => grade.column === column.name);
  const kind = words.kinds[isGrade ? 'grade' : column.kind];
  const odd = column.odd.map(({ text }) => `“${text}”`).join(', ');
  return html`<th scope="col">
    <span class="name">${column.name}</span>
    ${mapping ? roleMenu(mapping, column, send) : nothing}
    <span class="facts">
      <span>${kind}</span>
      ${column.blanks > 0 ? html`<span>${words.data.blanks(count(column.blanks))}</span>` : nothing}
      ${column.odd_count > 0
        ? html`<span class="odd" title=${odd}>${words.data.odd(count(column.odd_count))}: ${odd}</span>`
        : nothing}
    </span>
  </th>`;
}

function oneRow(
  state: State,
  table: TableReport,
  cells: string[],
  line: number,
  out: Map<number, string[]>,
): TemplateResult {
  const { firstColumn } = state;
  const found = state.found?.row === line ? state.found : null;
  const shown = cells.slice(firstColumn, firstColumn + COLUMNS_A_PAGE);
  const reasons = out.get(line);
  return html`<tr class="${found ? 'found' : ''} ${reasons ? 'out' : ''}">
    <th scope="row" class="line">${count(line)}</th>
    ${shown.map((cell, k) => {
      const column = table.columns[firstColumn + k];
      const here = found !== null && found.column === column?.name;
      const kind = `${column?.kind ?? ''}${here ? ' here' : ''}`;
      return cell === ''
        ? html`<td class="${kind} blank"><span class="unseen">${words.data.blank}</span></td>`
        : html`<td class=${kind}>${cell}</td>`;
    })}
  </tr>${reasons ? whyOut(reasons, shown.length) : nothing}`;
}

function whyOut(reasons: string[], columns: number): TemplateResult {
  return html`<tr class="why">
    <td class="line"></td>
    <td colspan=${columns}><span>${words.data.leftOut(reasons.join('; '))}</span></td>
  </tr>`;
}

function rowPager(state: State, table: TableReport, send: Send): TemplateResult | typeof nothing {
  const { firstRow } = state;
  const last = Math.min(table.rows, firstRow + ROWS_A_PAGE);
  if (table.rows <= ROWS_A_PAGE) return nothing;
  return pager(
    words.data.rows(count(firstRow + 1), count(last), count(table.rows)),
    firstRow > 0 ? () => send({ do: 'rows', first: Math.max(0, firstRow - ROWS_A_PAGE) }) : null,
    last < table.rows ? () => send({ do: 'rows', first: firstRow + ROWS_A_PAGE }) : null,
  );
}

function columnPager(state: State, table: TableReport, send: Send): TemplateResult | typeof nothing {
  const { firstColumn } = state;
  const all = table.columns.length;
  const last = Math.min(all, firstColumn + COLUMNS_A_PAGE);
  if (all <= COLUMNS_A_PAGE) return nothing;
  return pager(
    words.data.columnsShown(count(firstColumn + 1), count(last), count(all)),
    firstColumn > 0
      ? () => send({ do: 'columns', first: Math.max(0, firstColumn - COLUMNS_A_PAGE) })
      : null,
    last < all ? () => send({ do: 'columns', first: firstColumn + COLUMNS_A_PAGE }) : null,
  );
}

function pager(
  where: string,
  earlier: (() => void) | null,
  later: (() => void) | null,
): TemplateResult {
  return html`<p class="pager">
    <button type="button" ?disabled=${!earlier} @click=${earlier}>${words.data.earlier}</button>
    <span>${where}</span>
    <button type="button" ?disabled=${!later} @click=${later}>${words.data.later}</button>
  </p>`;
}
