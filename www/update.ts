// The one place that changes the state: an event in, a new state out.
import { BLANK } from './blank';
import { withEdit } from './edits';
import { example } from './examples';
import type { CellEdit, DistinctValue, Mapping, Proposal, TableReport, TeachReply } from 'gradus';
import { asked, fitting, moved } from './fitting';
import { begin, redo, record, undo } from './history';
import type { Recipe, Saved } from './session_file';
import { words } from './strings/en';
import {
  decisions,
  initial,
  type Decisions,
  type Drawn,
  type Place,
  type Questions,
  type Slot,
  type Source,
  type State,
  type Theme,
} from './state';
import { noCoding } from './roles';
import type { Making } from './making';
import type { Given } from './quiz';
import { atStep, isShowSlot, onward, type Showing } from './show_how';
import type { TakeAway } from './take_away';
import type { Failure, Loaded, Mapped } from './task';

export type Event =
  | { do: 'draft'; text: string }
  | { do: 'choose'; source: Source; mapping: Mapping | null; place: Place }
  | { do: 'file'; file: File }
  | { do: 'save'; what: 'session' | 'recipe' }
  | { do: 'saved'; saved: Saved }
  | { do: 'notice'; text: string | null }
  | { do: 'wipe' }
  | { do: 'back' }
  | { do: 'go'; place: Place; questions?: Partial<Questions> }
  | { do: 'theme'; theme: Theme }
  | { do: 'decide'; change: Partial<Decisions>; walk?: State['walk'] }
  | { do: 'undo' }
  | { do: 'redo' }
  | { do: 'rows'; first: number }
  | { do: 'columns'; first: number }
  | { do: 'cell'; row: number; column: number }
  | { do: 'type'; row: number; column: number; text: string | null }
  | { do: 'leave'; step: [number, number] }
  | { do: 'edit'; edit: CellEdit; step: [number, number] }
  | { do: 'find'; row: number; column: string | null }
  | { do: 'exact'; slot: string }
  | { do: 'paper'; paper: State['paper'] }
  | { do: 'mark'; mark: State['mark'] }
  | { do: 'flow'; slot: string; open: boolean }
  | { do: 'show'; slot: string; showing: Showing | null }
  | { do: 'step'; slot: string; step: number }
  | { do: 'play'; slot: string; playing: boolean }
  | { do: 'onward' }
  | { do: 'give'; key: string; given: Given }
  | { do: 'note'; noted: State['noted'] }
  | { do: 'width'; kind: string; width: number }
  | { do: 'asked'; slot: string; key: string; since: number }
  | { do: 'answered'; slot: string; key: string; value: unknown }
  | { do: 'not_answered'; slot: string; key: string; failure: Failure }
  | { do: 'engine'; engine: State['engine']; failure: Failure | null }
  | { do: 'make'; making: Making | null }
  | { do: 'take'; take: TakeAway }
  | { do: 'again' }
  | { do: 'slow'; slow: number | null }
  | { do: 'traffic'; requests: number; refused: number }
  | { do: 'announce'; text: string };

export const ROWS_A_PAGE = 100;
export const COLUMNS_A_PAGE = 40;

export function update(state: State, event: Event): State {
  switch (event.do) {
    case 'draft':
      return { ...state, draft: event.text };
    case 'choose':
      return choose(state, event.source, event.mapping, event.place);
    case 'saved':
      return open(state, event.saved);
    case 'notice':
      return { ...state, notice: event.text };
    case 'make':
      return { ...state, making: event.making };
    case 'wipe':
      return { ...afresh(state), draft: '' };
    case 'back':
      return afresh(state);
    case 'go': {
      if (event.place === 'learn' && !state.source) return update(choose(state, BLANK, null, 'learn'), event);
      // Questions are about a table: the published trial, where there is none.
      if (event.questions?.lesson === 'questions' && state.source === BLANK) {
        const { source, mapping } = example('gehan');
        return update(choose(state, source, mapping, 'learn'), event);
      }
      // A walk over the synthetic cohort opens it where nobody's table would give way.
      if (event.questions?.lesson === 'tour' && state.source === BLANK) {
        const { source, mapping } = example('sts27');
        return update(choose(state, source, mapping, 'learn'), event);
      }
      const known = decisions(state);
      const variables = { ...known.questions.variables, ...event.questions?.variables };
      const questions = { ...known.questions, ...event.questions, variables };
      const history = record(state.history, { ...known, questions });
      return { ...state, place: event.place, history };
    }
    case 'theme':
      return { ...state, theme: event.theme };
    case 'decide': {
      const present = { ...decisions(state), ...event.change };
      const walk = event.walk ?? null;
      const goesOn = walk !== null && walk.column === state.walk?.column;
      const history = goesOn ? { ...state.history, present } : record(state.history, present);
      return { ...state, history, walk };
    }
    case 'undo':
      return { ...state, notice: null, walk: null, history: undo(state.history) };
    case 'redo':
      return { ...state, notice: null, walk: null, history: redo(state.history) };
    case 'rows':
      return { ...state, firstRow: event.first, found: null };
    case 'columns':
      return { ...state, firstColumn: event.first };
    case 'cell':
      return stand(state, event.row, event.column);
    case 'type':
      return { ...stand(state, event.row, event.column), editing: { text: event.text } };
    case 'leave':
      return step(state, event.step);
    case 'edit': {
      const known = decisions(state);
      const options = withEdit(known.options, event.edit);
      return step({ ...state, history: record(state.history, { ...known, options }) }, event.step);
    }
    case 'find':
      return find(state, event.row, event.column);
    case 'exact': {
      const exactCards = { ...state.exactCards, [event.slot]: !state.exactCards[event.slot] };
      return { ...state, exactCards };
    }
    case 'paper':
      return { ...state, paper: event.paper };
    case 'mark':
      return { ...state, mark: event.mark };
    case 'flow':
      return { ...state, flows: { ...state.flows, [event.slot]: event.open } };
    case 'show':
      return { ...state, showing: { ...state.showing, [event.slot]: event.showing } };
    case 'step': {
      const open = atStep(state, event.slot, event.step);
      return open ? { ...state, showing: { ...state.showing, [event.slot]: { ...open, playing: false } } } : state;
    }
    case 'play':
      return { ...state, showing: play(state, event.slot, event.playing) };
    case 'give':
      return { ...state, given: { ...state.given, [event.key]: event.given } };
    case 'note':
      return { ...state, noted: event.noted };
    case 'onward':
      return { ...state, showing: onward(state) };
    case 'width':
      return { ...state, widths: { ...state.widths, [event.kind]: event.width } };
    case 'asked':
      return withSlot(state, event.slot, (old) => ({
        ...old,
        key: event.key,
        status: 'working',
        since: event.since,
      }));
    case 'answered':
      return answered(state, event.slot, event.key, event.value);
    case 'not_answered':
      return notAnswered(state, event.slot, event.key, event.failure);
    case 'engine':
      return { ...state, engine: event.engine, failure: event.failure };
    case 'file':
    case 'save':
    case 'take':
      return state;
    case 'again': {
      const kept = Object.entries(state.results).filter(([, { status }]) => status !== 'failed');
      return { ...state, results: Object.fromEntries(kept) };
    }
    case 'slow':
      return { ...state, slow: event.slow };
    case 'traffic':
      return { ...state, requests: event.requests, refused: event.refused };
    case 'announce':
      return { ...state, announcement: event.text };
  }
}

/** Played from the end, it begins again. */
function play(state: State, slot: string, playing: boolean): State['showing'] {
  const open = state.showing[slot];
  if (!open) return state.showing;
  const atEnd = atStep(state, slot, open.step + 1)?.step === open.step;
  return { ...state.showing, [slot]: { ...open, playing, step: playing && atEnd ? 0 : open.step } };
}

/** No table, but the same theme, engine and words in the box. */
function afresh(state: State): State {
  const { theme, draft, engine, widths, requests, refused } = state;
  return { ...initial('data', {}, theme), draft, engine, widths, requests, refused };
}

function choose(state: State, source: Source, mapping: Mapping | null, place: Place): State {
  const { questions } = decisions(state);
  const recipe = source.from === 'example' ? null : state.recipe;
  return withTable(state, source, recipe?.decisions ?? { options: {}, mapping, questions }, place, recipe);
}

function withTable(state: State, source: Source, present: Decisions, place: Place, recipe: Recipe | null): State {
  const fresh = afresh(state);
  const draft = source.from === 'paste' ? source.text : state.draft;
  return { ...fresh, place, source, history: begin(present), draft, recipe };
}

/** A session takes the place of everything; a recipe is laid over the open table, or waits for one. */
function open(state: State, { source, decisions: said, columns, place }: Saved): State {
  if (source) return withTable(state, source, said, place, null);
  const recipe = { decisions: said, columns };
  if (!state.source) return { ...state, recipe, notice: words.keep.waiting };
  const next = { ...state, place, recipe, history: record(state.history, said) };
  const same = JSON.stringify(said.options) === JSON.stringify(decisions(state).options);
  return same && state.opened?.value ? withMapping(next, unconfirmed(state.opened.value.proposal)) : next;
}

/** Another current cell; the page of rows and columns that holds it. */
function stand(state: State, row: number, column: number): State {
  const { firstColumn } = state;
  const seen = column >= firstColumn && column < firstColumn + COLUMNS_A_PAGE;
  return {
    ...state,
    cell: { row, column },
    editing: null,
    found: null,
    firstRow: Math.floor(row / ROWS_A_PAGE) * ROWS_A_PAGE,
    firstColumn: seen ? firstColumn : Math.floor(column / COLUMNS_A_PAGE) * COLUMNS_A_PAGE,
  };
}

function step(state: State, [rows, columns]: [number, number]): State {
  const table = state.opened?.value?.table;
  if (!table) return { ...state, editing: null };
  const within = (x: number, most: number) => Math.max(0, Math.min(most - 1, x));
  const { row, column } = state.cell;
  return stand(state, within(row + rows, table.rows), within(column + columns, table.columns.length));
}

function find(state: State, row: number, column: string | null): State {
  const table = state.opened?.value?.table;
  const at = table?.columns.findIndex((one) => one.name === column) ?? -1;
  const index = Math.max(0, row - (table ? lineOf(table, 0) : 2));
  return {
    ...state,
    place: 'data',
    firstRow: Math.floor(index / ROWS_A_PAGE) * ROWS_A_PAGE,
    firstColumn: at >= state.firstColumn && at < state.firstColumn + COLUMNS_A_PAGE ? state.firstColumn : Math.max(0, at - 2),
    found: { row, column },
    cell: { row: Math.min(index, Math.max(0, (table?.rows ?? 1) - 1)), column: Math.max(0, at) },
    editing: null,
  };
}

type AnySlot = Slot<unknown>;

function slotOf(state: State, name: string): AnySlot | null {
  if (name === 'open') return state.opened;
  if (name === 'map') return state.mapped;
  if (name === 'page') return state.page;
  if (name.startsWith('values:')) return state.values[name] ?? null;
  if (isShowSlot(name)) return state.shown[name] ?? null;
  return state.results[name] ?? null;
}

function withSlot(state: State, name: string, change: (old: AnySlot | null) => AnySlot): State {
  const slot = change(slotOf(state, name));
  if (name === 'open') return { ...state, opened: slot as Slot<Loaded> };
  if (name === 'map') return { ...state, mapped: slot as Slot<Mapped> };
  if (name === 'page') return { ...state, page: slot as NonNullable<State['page']> };
  if (name.startsWith('values:')) {
    return { ...state, values: { ...state.values, [name]: slot as Slot<DistinctValue[]> } };
  }
  if (isShowSlot(name)) return { ...state, shown: { ...state.shown, [name]: slot as Slot<TeachReply> } };
  return { ...state, results: { ...state.results, [name]: slot as Slot<Drawn> } };
}

function answered(state: State, name: string, key: string, value: unknown): State {
  if (slotOf(state, name)?.key !== key) return state;
  const next = withSlot(state, name, (old) => ({
    key,
    since: old?.since ?? 0,
    status: 'done',
    value,
  }));
  if (name === 'open') return withMapping(next, unconfirmed((value as Loaded).proposal));
  return name === 'map' ? withMade(next, value as Mapped) : next;
}

/** The table with the columns that the mapping's steps made. */
function withMade(state: State, { columns: made }: Mapped): State {
  const { opened } = state;
  if (!opened?.value) return state;
  const { table } = opened.value;
  const columns = [...table.columns.filter(({ derived }) => !derived), ...made];
  return { ...state, opened: { ...opened, value: { ...opened.value, table: { ...table, columns } } } };
}

/** The first mapping is not a decision to undo; of a kept one stays what fits the columns. */
function withMapping(state: State, proposed: Mapping): State {
  const known = decisions(state);
  const { recipe } = state;
  const columns = (state.opened?.value?.table.columns ?? []).filter(({ derived }) => !derived).map(({ name }) => name);
  if (recipe && columns.length === 0) return state;
  const fitted = known.mapping && fitting(known.mapping, columns);
  const scales = known.mapping?.scales;
  const mapping = fitted?.any ? fitted.mapping : { ...proposed, ...(scales && { scales }) };
  const placed = recipe ? moved(known.questions, recipe.columns, columns) : known.questions;
  const questions = known.mapping ? asked(placed, known.mapping, mapping) : placed;
  const present = { ...known, mapping, questions };
  const lacking = fitted?.lacking ?? [];
  const notice = lacking.length > 0 ? words.keep.lacking(lacking) : recipe ? words.keep.applied : state.notice;
  return { ...state, recipe: null, notice, history: { ...state.history, present } };
}

function notAnswered(state: State, name: string, key: string, failure: Failure): State {
  if (slotOf(state, name)?.key !== key) return state;
  const next = withSlot(state, name, (old) => ({
    ...old,
    key,
    since: old?.since ?? 0,
    status: 'failed',
    failure,
  }));
  return failure.kind === 'trap' || failure.kind === 'unread' ? { ...next, failure } : next;
}

/** The proposed roles, without a proposed meaning of events: that a person says. */
function unconfirmed(proposal: Proposal): Mapping {
  const ask = new Set(
    proposal.events.filter((one) => one.needs_confirmation).map((one) => one.column),
  );
  const { mapping } = proposal;
  return {
    ...mapping,
    endpoints: mapping.endpoints.map((endpoint) =>
      ask.has(endpoint.event) ? { ...endpoint, coding: noCoding() } : endpoint,
    ),
  };
}

/** Near enough to find the right page: blank lines between rows are not counted. */
function lineOf(table: TableReport, index: number): number {
  const { header } = table.understanding;
  return index + 1 + (header === 'none' ? 0 : header.row);
}
