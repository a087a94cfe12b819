// Beside the curves, each in a part that is opened: every patient's course, and small
// curves of every endpoint by every marker.
import { html, nothing, type TemplateResult } from 'lit';
import type { Mapping, Request, TableReport } from 'gradus';
import { COURSES, coursesRequest, MULTIPLES, multiplesRequests, partOf, SMALL } from '../further';
import * as route from '../route';
import { courses } from '../sheets/courses';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { card } from './card';
import { figureOf } from './figure';
import { figureFiles } from './figure_files';
import { problemList } from './problems';
import type { Send } from './send';

const say = words.further;

export function furtherFigures(state: State, mapping: Mapping, table: TableReport, send: Send): TemplateResult {
  const { questions } = decisions(state);
  const asked = coursesRequest(mapping, table, questions);
  const many = multiplesRequests(mapping, table, questions);
  return html`${asked ? part(state, send, COURSES, say.courses.summary, () => cohort(state, send, asked)) : nothing}
  ${many.length > 1 ? part(state, send, MULTIPLES, say.multiples.summary(many.length), () => multiples(state, send, many)) : nothing}`;
}

function part(state: State, send: Send, slot: string, summary: string, inside: () => TemplateResult): TemplateResult {
  const shown = state.flows[partOf(slot)] ?? false;
  const opened = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open !== shown) send({ do: 'flow', slot: partOf(slot), open });
  };
  return html`<details class="part" data-part=${slot} ?open=${shown} @toggle=${opened}>
    <summary>${summary}</summary>
    ${shown ? inside() : nothing}
  </details>`;
}

function cohort(state: State, send: Send, request: Request): TemplateResult {
  const result = state.results[COURSES];
  const answer = result?.value?.answer;
  const drawn = result?.value?.display_list || !answer;
  return html`<div class="cards asked">
    ${answer && !drawn ? html`<p class="notice">${say.courses.many}</p>` : nothing}
    ${card(state, send, {
      slot: COURSES,
      kind: drawn ? 'courses' : null,
      result,
      sheets: answer?.kind === 'courses' ? courses(answer) : [],
      request,
      title: say.courses.summary,
    })}
  </div>`;
}

function multiples(state: State, send: Send, requests: Request[]): TemplateResult {
  const { questions } = decisions(state);
  const [request, ...beside] = requests;
  const value = state.results[MULTIPLES]?.value;
  return html`<p class="note">
      ${say.multiples.note} <a href=${route.write('survival', { ...questions, outcome: 'family' })}>${say.multiples.allowed}</a>
    </p>
    ${value?.problems.length ? problemList(value.problems, (row, column) => send({ do: 'find', row, column })) : nothing}
    ${figureOf(state, 'multiples', value?.display_list, { folded: true })}
    <div class="actions quiet">
      ${request ? figureFiles(state, send, { request, beside, options: { width: 1000, ...SMALL }, title: say.multiples.title }) : nothing}
    </div>`;
}
