// The cells: walked with the arrows, changed with Enter, F2, a double click or by
// typing; changed ones and those with a problem are marked.
import { html, nothing, type TemplateResult } from 'lit';
import type { Column, Problem, TableReport } from 'gradus';
import { allProblems } from '../all_problems';
import { cellKey, editedCells, problemsOf } from '../edits';
import { count } from '../format';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { COLUMNS_A_PAGE } from '../update';
import type { Send } from './send';

interface Shown {
  state: State;
  table: TableReport;
  problems: Problem[];
  edited: Map<string, string>;
  /** Texts declared missing, by column. */
  missing: Map<string, string[]>;
  /** The cell that Tab reaches. */
  stop: { row: number; column: number };
  send: Send;
}

export function gridRows(
  state: State,
  table: TableReport,
  out: Map<number, string[]>,
  send: Send,
): TemplateResult[] {
  const { cells, lines } = state.page?.value ?? { cells: [], lines: [] };
  const { options, mapping } = decisions(state);
  const { firstRow, firstColumn, cell } = state;
  const seen =
    cell.row >= firstRow &&
    cell.row < firstRow + cells.length &&
    cell.column >= firstColumn &&
    cell.column < firstColumn + COLUMNS_A_PAGE;
  const shown: Shown = {
    state,
    table,
    problems: allProblems(state),
    edited: editedCells(options),
    missing: new Map(mapping?.missing.map(({ column, codes }) => [column, codes])),
    stop: seen ? cell : { row: firstRow, column: firstColumn },
    send,
  };
  return cells.map((row, k) => oneRow(shown, row, firstRow + k, lines[k] ?? 0, out.get(lines[k] ?? 0)));
}

function oneRow(
  shown: Shown,
  cells: string[],
  row: number,
  line: number,
  reasons: string[] | undefined,
): TemplateResult {
  const { state, table } = shown;
  const { firstColumn, found } = state;
  const columns = table.columns.slice(firstColumn, firstColumn + COLUMNS_A_PAGE);
  return html`<tr class="${found?.row === line ? 'found' : ''} ${reasons ? 'out' : ''}" aria-rowindex=${row + 2}>
      <th scope="row" class="line">${count(line)}</th>
      ${columns.map((column, k) => oneCell(shown, column, row, firstColumn + k, line, cells[firstColumn + k] ?? ''))}
    </tr>${reasons ? whyOut(reasons, columns.length) : nothing}`;
}

function oneCell(
  shown: Shown,
  column: Column,
  row: number,
  at: number,
  line: number,
  read: string,
): TemplateResult {
  const { state, edited, stop, send } = shown;
  const key = cellKey(line, column.place ?? -1);
  const changed = edited.has(key);
  const text = edited.get(key) ?? read;
  const problems = problemsOf(shown.problems, line, column.name, text);
  const active = stop.row === row && stop.column === at;
  const here = state.found?.row === line && state.found.column === column.name;
  const gone = text !== '' && shown.missing.get(column.name)?.includes(text);
  const marks = [
    column.kind,
    ...(text === '' ? ['blank'] : []),
    ...(here ? ['here'] : []),
    ...(changed ? ['changed'] : []),
    ...(problems.length ? ['odd-cell'] : []),
  ].join(' ');
  const said = [...(changed ? [words.grid.changed] : []), ...problems.map(({ what }) => what)].join(' ');
  const editing = active && state.editing !== null && state.cell.row === row && state.cell.column === at;
  if (editing) return editor(shown, column, line, text, `${marks} editing`);
  const inner = text === '' ? html`<span class="unseen">${words.data.blank}</span>` : gone ? html`<s>${text}</s>` : text;
  return html`<td
    class=${marks}
    tabindex=${active ? 0 : -1}
    ?data-active=${active}
    title=${said || nothing}
    @click=${() => send({ do: 'cell', row, column: at })}
    @dblclick=${() => send({ do: 'type', row, column: at, text: null })}
    @keydown=${(event: KeyboardEvent) => pressed(event, shown, column, row, at, line)}
  >${inner}${said ? html`<span class="unseen"> (${said})</span>` : nothing}</td>`;
}

/** How far each key goes, in rows and columns. */
const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-20, 0],
  PageDown: [20, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

function pressed(
  event: KeyboardEvent,
  { table, send }: Shown,
  column: Column,
  row: number,
  at: number,
  line: number,
): void {
  const { key } = event;
  const far = event.ctrlKey || event.metaKey;
  const step = STEPS[key];
  if (step && !event.altKey) {
    const rows = far && (key === 'Home' || key === 'End') ? (key === 'Home' ? -Infinity : Infinity) : step[0];
    const within = (x: number, most: number) => Math.max(0, Math.min(most - 1, x));
    send({ do: 'cell', row: within(row + rows, table.rows), column: within(at + step[1], table.columns.length) });
  } else if (far || event.altKey || column.place == null) {
    return;
  } else if (key === 'Enter' || key === 'F2') {
    send({ do: 'type', row, column: at, text: null });
  } else if (key === 'Delete' || key === 'Backspace') {
    send({ do: 'edit', edit: { line, place: column.place, text: '' }, step: [0, 0] });
  } else if (key.length === 1 && key !== ' ') {
    send({ do: 'type', row, column: at, text: key });
  } else {
    return;
  }
  event.preventDefault();
}

function editor(
  { state, send }: Shown,
  column: Column,
  line: number,
  text: string,
  marks: string,
): TemplateResult {
  const place = column.place ?? -1;
  let over = false;
  const finish = (input: EventTarget | null, step: [number, number]) => {
    if (over) return;
    over = true;
    const typed = (input as HTMLInputElement).value.trim();
    if (typed === text) send({ do: 'leave', step });
    else send({ do: 'edit', edit: { line, place, text: typed }, step });
  };
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Enter') finish(event.target, [event.shiftKey ? -1 : 1, 0]);
    else if (event.key === 'Tab') finish(event.target, [0, event.shiftKey ? -1 : 1]);
    else if (event.key === 'Escape') {
      over = true;
      send({ do: 'leave', step: [0, 0] });
    } else return;
    event.preventDefault();
  };
  return html`<td class=${marks}>
    <input
      data-active
      class="cell"
      size=${Math.max(6, Math.min(40, text.length + 2))}
      aria-label=${words.grid.cell(column.name, line)}
      .value=${state.editing?.text ?? text}
      @keydown=${keys}
      @blur=${(event: FocusEvent) => finish(event.target, [0, 0])}
    />
  </td>`;
}

function whyOut(reasons: string[], columns: number): TemplateResult {
  return html`<tr class="why">
    <td class="line"></td>
    <td colspan=${columns}><span>${words.data.leftOut(reasons.join('; '))}</span></td>
  </tr>`;
}

/** How many cells were changed, each with its way back. */
export function changedCells(state: State, send: Send): TemplateResult | typeof nothing {
  const { options } = decisions(state);
  const edits = options.edits ?? [];
  if (edits.length === 0) return nothing;
  const names = new Map(state.opened?.value?.table.columns.map(({ place, name }) => [place, name]));
  const back = (kept: typeof edits) => send({ do: 'decide', change: { options: { ...options, edits: kept } } });
  return html`<details class="changes">
    <summary>${words.grid.count(edits.length)}</summary>
    <ul class="strip">
      ${edits.map(
        (edit) =>
          html`<li>
            <span>${words.grid.change(names.get(edit.place) ?? '', edit.line, edit.text)}</span>
            <button type="button" class="flip" @click=${() => back(edits.filter((one) => one !== edit))}>
              ${words.grid.putBack}
            </button>
          </li>`,
      )}
    </ul>
  </details>`;
}
