// What has to be asked of the engine for what is on the screen: derived from the
// state alone, so that only what depends on a change is asked again.
import { correlationRequest, endpointsOf, exactLogRankRequest, pairsOf, survivalRequest, withExactP } from './ask';
import { fuller } from './afterwards';
import type { Answer, FigureOptions, Mapping, Request, TableReport } from 'gradus';
import type { Figure } from './figures';
import { CHANGE, changeAsk, CONVERT, conversionRequest, gradesRequest, SCALES, scalesRequest } from './grade_topics';
import { choosable, wordsOf, type Making } from './making';
import { outcomeAsks } from './outcomes';
import { COURSES, coursesRequest, MULTIPLES, multiplesRequests, partOf, SMALL } from './further';
import { lessonAsks } from './lessons';
import { decisions, type Slot, type State } from './state';
import { presenting } from './present';
import { hinted, quizOf, quizRequest, quizSlot } from './quiz';
import { demonstrable, showSlot, teachRequest } from './show_how';
import { askOf, type Ask } from './topics';
import { complete, isCoded } from './roles';
import type { Task } from './task';
import { ROWS_A_PAGE } from './update';

/** The view of an answer that shows who was counted. */
export const COUNTED: FigureOptions = { view: 'counted' };
export const flowOf = (slot: string) => `flow:${slot}`;

/** Before the page has measured the place of a picture. */
const FIRST_WIDTH = 480;

export interface Want { slot: string; key: string; task: Task; file?: File }

/** Above this many rows the first answers wait until their own place is opened. */
const ROWS_FOR_FIRST_ANSWERS = 20_000;

export function wanted(state: State): Want[] {
  const { source } = state;
  const { options, mapping } = decisions(state);
  if (!source) return [];
  const opening = JSON.stringify([sourceKey(state), options]);
  const text = source.from === 'file' ? '' : source.text;
  const file = source.from === 'file' ? source.file : undefined;
  const html = source.from === 'paste' ? source.html : undefined;
  const task: Task = { do: 'open', text, options, ...(html && { html }) };
  const open: Want = { slot: 'open', key: opening, task, ...(file && { file }) };
  if (!isDone(state.opened, opening) || !mapping) return [open];
  const mapped = JSON.stringify([opening, mapping]);
  const map: Want = { slot: 'map', key: mapped, task: { do: 'map', mapping: complete(mapping) } };
  return [map, ...rows(state, JSON.stringify([opening, mapping.derived])), ...values(state, mapping, opening), ...answers(state, mapping, mapped)];
}

function isDone(slot: Slot<unknown> | null, key: string): boolean {
  return slot?.key === key && slot.status === 'done';
}

let named = 0;
const names = new WeakMap<object, number>();

/** Sources are told apart by identity: a million rows are no good key. */
function sourceKey({ source }: State): number {
  if (!source) return 0;
  const known = names.get(source) ?? ++named;
  names.set(source, known);
  return known;
}

function rows(state: State, opening: string): Want[] {
  const total = state.opened?.value?.table.rows ?? 0;
  if (state.place !== 'data' || total === 0) return [];
  const from = state.firstRow;
  const to = Math.min(total, from + ROWS_A_PAGE);
  return [{ slot: 'page', key: JSON.stringify([opening, from, to]), task: { do: 'cells', from, to } }];
}

function mergedColumn(state: State, mapping: Mapping, making: Making): string {
  const table = state.opened?.value?.table;
  return (table && wordsOf(making, mapping, choosable(mapping, table)).column) ?? '';
}

/** What stands in the columns whose values have a meaning and that the proposal did not look into. */
function values(state: State, mapping: Mapping, opening: string): Want[] {
  const known = new Set(state.opened?.value?.proposal.events.map(({ column }) => column));
  const { making } = state;
  const named = [making?.words.status ?? '', making?.kind === 'merged' ? mergedColumn(state, mapping, making) : '', ...mapping.endpoints.map(({ event }) => event), ...(mapping.exclude ?? []).map(({ column }) => column)];
  const columns = named.filter((name) => name && !known.has(name));
  return [...new Set(columns)].map((column) => ({
    slot: `values:${column}`,
    key: JSON.stringify([opening, column]),
    task: { do: 'values', column },
  }));
}

/** An answer to the mapping that holds now. */
function foundFor(state: State, slot: string, mapped: string): Answer | null | undefined {
  const result = state.results[slot];
  return result?.status === 'done' && result.key.startsWith(mapped) ? result.value?.answer : null;
}

/** Whether the answer on the screen compares two groups. */
function ofTwo(state: State, slot: string): boolean {
  const answer = state.results[slot]?.value?.answer;
  return answer?.kind === 'survival' && answer.groups.length === 2;
}

/** The questions for students, and the demonstrations that their hints have opened. */
function quizWants(state: State, mapping: Mapping, table: TableReport, mapped: string): Want[] {
  const { questions } = decisions(state);
  const request = quizRequest(mapping, table, questions);
  if (!request) return [];
  const key = mapped + JSON.stringify(request);
  const quiz: Want = { slot: quizSlot, key, task: { do: 'teach', request } };
  if (!isDone(quizOf(state) ?? null, key)) return [quiz];
  const hints = Object.entries(state.showing).flatMap(([slot, open]): Want[] => {
    const chosen = open && hinted(state, slot);
    if (!chosen) return [];
    const asked = teachRequest(chosen, open, state.widths.show ?? FIRST_WIDTH);
    return [{ slot: showSlot(slot), key: mapped + JSON.stringify(asked), task: { do: 'teach', request: asked } }];
  });
  return [quiz, ...hints];
}

function answers(state: State, mapping: Mapping, mapped: string): Want[] {
  const { place } = state;
  const { questions } = decisions(state);
  const table = state.opened?.value?.table;
  if (!table) return [];
  const few = table.rows <= ROWS_FOR_FIRST_ANSWERS;
  const slides = presenting(state);
  const wants: Want[] = [];
  const run = (slot: string, request: Request) => {
    wants.push({ slot, key: mapped + JSON.stringify(request), task: { do: 'run', request } });
    flow(slot, request);
  };
  /** The figure of a fuller answer is drawn anew: it says the exact p. */
  const afterwards = (slot: string, request: Request | null, kind: string | null = null, view?: Ask['view']) => {
    const next = fuller(state, slot, request);
    const width = kind === null ? undefined : state.widths[kind];
    const options = { width: width ?? 0, ...(view && { view }) };
    if (!next) return;
    const task: Task = width ? { do: 'figure', request: next.request, options } : { do: 'run', request: next.request };
    wants.push({ slot: next.slot, key: next.key, task });
  };
  const figure = (slot: string, kind: string, request: Request, view: FigureOptions) => {
    const width = state.widths[kind];
    if (!width) return;
    const options = { width, ...view };
    const key = mapped + JSON.stringify([request, options]);
    wants.push({ slot, key, task: { do: 'figure', request, options } });
  };
  /** Who was counted, where the reader has opened it. */
  const flow = (slot: string, request: Request) => {
    if (state.flows[slot]) figure(flowOf(slot), 'flow', request, COUNTED);
    showHow(slot, request);
  };
  /** How the answer came about, where the reader has opened that. */
  const showHow = (slot: string, request: Request) => {
    const open = state.showing[slot];
    const chosen = open && demonstrable(request, foundFor(state, slot, mapped)).find(({ show }) => show === open.show);
    if (!open || !chosen) return;
    const asked = teachRequest(chosen, open, state.widths.show ?? FIRST_WIDTH);
    wants.push({ slot: showSlot(slot), key: mapped + JSON.stringify(asked), task: { do: 'teach', request: asked } });
  };
  const draw = (slot: string, kind: string, request: Request, view?: Ask['view'], look?: Ask['look']) => {
    figure(slot, kind, request, { ...look, ...(view && { view }), ...(slides && { preset: 'slides' }) });
    flow(slot, request);
  };
  const more = (kind: string, figures: readonly Figure[] = []) => {
    for (const { slot, request, view } of figures) figure(slot, kind, request, { view });
  };
  const answer = ({ slot, request, draw: drawn, view, look, then, figures }: Ask) => {
    if (drawn) draw(slot, 'topic', request, view, look);
    else run(slot, request);
    if (then && few) afterwards(slot, then, drawn ? 'topic' : null, view);
    if (state.results[slot]?.status === 'done') more('topic', figures);
  };
  const coded = mapping.endpoints.filter(isCoded);
  if (place === 'correlation' && questions.topic !== 'relate') {
    const ask = askOf(mapping, table, questions);
    if (ask) answer(ask);
  }
  if (place === 'correlation' && questions.topic === 'relate') {
    for (const pair of pairsOf(mapping, questions)) {
      const request = correlationRequest(mapping, questions, pair);
      if (!request) continue;
      draw(`correlation:${pair}`, 'correlation', request);
      afterwards(`correlation:${pair}`, withExactP(request, table.rows), 'correlation');
    }
  }
  if (place === 'survival' && questions.outcome !== 'curves') {
    outcomeAsks(mapping, table, questions, (slot) => foundFor(state, slot, mapped)).forEach(answer);
  }
  if (place === 'survival' && questions.outcome === 'curves') {
    for (const { name } of endpointsOf(mapping, questions).filter(isCoded)) {
      const request = survivalRequest(mapping, table, questions, name);
      figure(`survival:${name}`, 'survival', request, questions.look);
      flow(`survival:${name}`, request);
      afterwards(`survival:${name}`, ofTwo(state, `survival:${name}`) ? exactLogRankRequest(mapping, table, questions, name) : null);
    }
  }
  if (place === 'survival' && questions.outcome === 'curves') {
    const course = state.flows[partOf(COURSES)] ? coursesRequest(mapping, table, questions) : null;
    if (course) draw(COURSES, 'courses', course);
    const width = state.widths.multiples;
    const requests = state.flows[partOf(MULTIPLES)] ? multiplesRequests(mapping, table, questions) : [];
    if (width && requests.length > 1) {
      const options = { width, ...SMALL };
      const task: Task = { do: 'panels', requests, options };
      wants.push({ slot: MULTIPLES, key: mapped + JSON.stringify([requests, options]), task });
    }
  }
  if (place === 'grades') {
    const { grades } = questions;
    if (grades === 'cohort') draw('grades', 'grades', gradesRequest(mapping));
    if (grades === 'change') {
      const ask = changeAsk(mapping);
      if (ask) {
        draw(CHANGE, 'change', ask.request, 'transition');
        more('change', ask.figures);
        ask.coupling.forEach(({ slot, request }, k) => (k === 0 ? draw(slot, 'change', request) : run(slot, request)));
      }
    }
    run(SCALES, scalesRequest(questions));
    if (grades === 'convert') draw(CONVERT, 'convert', conversionRequest(mapping, questions));
  }
  if (place === 'learn' && questions.lesson === 'questions') wants.push(...quizWants(state, mapping, table, mapped));
  if (place === 'learn') lessonAsks(mapping, table, questions, (slot) => foundFor(state, slot, mapped)).forEach(answer);
  if (place === 'data' && mapping.grades.length > 0) run(SCALES, scalesRequest(questions));
  if (place === 'data' && few) {
    const request = correlationRequest(mapping, questions, 'post');
    if (request) run('first:correlation', request);
    for (const { name } of coded) {
      const request = survivalRequest(mapping, table, questions, name);
      run(`first:survival:${name}`, { ...request, summary_only: true } as Request);
    }
    afterwards('first:correlation', withExactP(request, table.rows));
  }
  return wants;
}
