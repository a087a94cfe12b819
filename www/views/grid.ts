// The table row by row: a chip per column with its kind, role, blanks and odd
// cells; a page of rows at a time, so that a million rows are as light as thirty.
import { html, nothing, type TemplateResult } from 'lit';
import type { Column, TableReport } from 'gradus';
import { count } from '../format';
import { leftOutRows } from '../left_out';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { COLUMNS_A_PAGE, ROWS_A_PAGE } from '../update';
import { changedCells, gridRows } from './grid_rows';
import { menu } from './menu';
import { roleMenu } from './role_menu';
import type { Send } from './send';

const KINDS = ['number', 'grade', 'label', 'date', 'id', 'text'] as const;

export function grid(state: State, send: Send): TemplateResult | typeof nothing {
  const table = state.opened?.value?.table;
  if (!table) return nothing;
  const firstColumn = state.firstColumn;
  const shown = table.columns.slice(firstColumn, firstColumn + COLUMNS_A_PAGE);
  const out = leftOutRows(state);
  return html`<section class="part">
    <h2>${words.data.grid}</h2>
    <p class="note" id="grid-keys">${words.grid.keys}</p>
    ${changedCells(state, send)} ${columnPager(state, table, send)}
    <div class="grid">
      <table role="grid" aria-label=${words.data.grid} aria-describedby="grid-keys" aria-rowcount=${table.rows + 1}>
        <thead>
          <tr>
            <th scope="col" class="line">${words.data.lineNumber}</th>
            ${shown.map((column) => chip(state, column, send))}
          </tr>
        </thead>
        <tbody>
          ${gridRows(state, table, out, send)}
        </tbody>
      </table>
    </div>
    ${out.size ? html`<p class="note">${words.data.greyed}</p>` : nothing}
    ${rowPager(state, table, send)}
  </section>`;
}

function chip(state: State, column: Column, send: Send): TemplateResult {
  const { mapping } = decisions(state);
  const isGrade = mapping?.grades.some((grade) => grade.column === column.name) ?? false;
  const odd = column.odd.map(({ text }) => `“${text}”`).join(', ');
  return html`<th scope="col">
    <span class="name">${column.name}</span>
    ${mapping ? roleMenu(state, mapping, column, send) : nothing}
    <span class="facts">
      ${kindOf(state, column, isGrade, send)}
      ${column.blanks > 0 ? html`<span>${words.data.blanks(count(column.blanks))}</span>` : nothing}
      ${column.odd_count > 0
        ? html`<span class="odd" title=${odd}>${words.data.odd(count(column.odd_count))}: ${odd}</span>`
        : nothing}
    </span>
  </th>`;
}

/** What the column holds; one that was read can be said to be of another kind. */
function kindOf(state: State, column: Column, isGrade: boolean, send: Send): TemplateResult {
  const { options } = decisions(state);
  if (isGrade || column.derived || column.kind === 'empty') {
    return html`<span>${words.kinds[isGrade ? 'grade' : column.kind]}</span>`;
  }
  const choose = (kind: string) => {
    const others = (options.kinds ?? []).filter((one) => one.column !== column.name);
    const kinds = [...others, { column: column.name, kind: kind as Column['kind'] }];
    send({ do: 'decide', change: { options: { ...options, kinds } } });
  };
  const choices = KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] }));
  return menu(words.data.kindOf(column.name), column.kind, choices, choose, 'field');
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
