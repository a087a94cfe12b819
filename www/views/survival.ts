// Each endpoint split the same way: the sentence is the control.
import { html, nothing, type TemplateResult } from 'lit';
import { followed } from '../afterwards';
import { endpointsOf, exactLogRankRequest, survivalRequest } from '../ask';
import type { DisplayList, Endpoint, EstimateLimits, GroupSurvival, Mapping, SurvivalAnswer, TableReport } from 'gradus';
import { count, percent, pValue, share, tied } from '../format';
import { OUTCOMES, type Outcome } from '../outcomes';
import { isCoded } from '../roles';
import * as route from '../route';
import type { Cell, Sheet } from '../sheet';
import { atRisk } from '../sheets/at_risk';
import { permutation } from '../sheets/survival_tests';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { card } from './card';
import { figureFiles } from './figure_files';
import { furtherFigures } from './further';
import { knownLater } from './known_later';
import { lookPart } from './look';
import type { Send } from './send';
import { outcomePart } from './outcome';
import { splitSentence } from './split_sentence';
import { topicLinks } from './topics';

export function survivalPlace(state: State, send: Send): TemplateResult {
  const { mapping, questions } = decisions(state);
  const table = state.opened?.value?.table;
  if (!mapping || !table || mapping.endpoints.length === 0) {
    return html`<h1>${words.survival.heading}</h1>
      <p>${words.survival.none}</p>`;
  }
  const { outcome } = questions;
  const address = (one: Outcome) => route.write('survival', { ...questions, outcome: one });
  return html`<div class="place survival">
    <h1 class="unseen">${words.survival.heading}</h1>
    ${topicLinks(
      words.topics.label,
      OUTCOMES.map((one) => ({ value: address(one), label: words.outcomes[one].name })),
      address(outcome),
    )}
    ${outcome === 'curves'
      ? html`${splitSentence(state, mapping, table, send)} ${knownLater(mapping, questions)}
          ${lookPart(state, send, ...firstDrawn(state, mapping))}
          <div class="cards">
            ${endpointsOf(mapping, questions).map((endpoint) =>
              isCoded(endpoint) ? endpointCard(state, send, endpoint) : uncoded(state, endpoint),
            )}
          </div>
          ${together(state, mapping, table, send)} ${furtherFigures(state, mapping, table, send)}`
      : outcomePart(state, mapping, table, outcome, send)}
  </div>`;
}

/** The first curves on the screen: all are split alike. */
function firstDrawn(state: State, mapping: Mapping): [SurvivalAnswer | null, DisplayList | null] {
  const [first] = endpointsOf(mapping, decisions(state).questions).filter(isCoded);
  const value = first && state.results[`survival:${first.name}`]?.value;
  return [value?.answer?.kind === 'survival' ? value.answer : null, value?.display_list ?? null];
}

/** All endpoints as panels of one figure, to be taken away. */
function together(state: State, mapping: Mapping, table: TableReport, send: Send): TemplateResult | typeof nothing {
  const { questions } = decisions(state);
  const named = endpointsOf(mapping, questions).filter(isCoded);
  const [request, ...beside] = named.map(({ name }) => survivalRequest(mapping, table, questions, name));
  if (!request || beside.length === 0) return nothing;
  const title = named.map(({ name }) => name).join(', ');
  return html`<details class="part" data-part="together">
    <summary>${words.survival.together(named.length)}</summary>
    <div class="actions quiet">${figureFiles(state, send, { request, beside, options: { width: 1000, ...questions.look }, title })}</div>
  </details>`;
}

export function uncoded(state: State, endpoint: Endpoint): TemplateResult {
  const { questions } = decisions(state);
  return html`<p class="notice">
    ${words.events.notYet(endpoint.name)}
    <a href=${route.write('data', questions)}>${words.events.goSay}</a>
  </p>`;
}

function endpointCard(state: State, send: Send, endpoint: Endpoint): TemplateResult {
  const slot = `survival:${endpoint.name}`;
  const result = state.results[slot];
  const answer = result?.value?.answer;
  const sheets = answer?.kind === 'survival' ? [groups(answer), ...tests(answer)] : [];
  const { mapping, questions } = decisions(state);
  const table = state.opened?.value?.table;
  const request = mapping && table ? survivalRequest(mapping, table, questions, endpoint.name) : null;
  const title = endpoint.name;
  const { look } = questions;
  const exact = followed(state, slot);
  const awaited = answer?.kind === 'survival' && answer.groups.length === 2 && mapping && table && exactLogRankRequest(mapping, table, questions, endpoint.name);
  const also = exact?.sentences?.answer ?? (awaited ? '' : undefined);
  if (exact?.answer?.kind === 'permutation_log_rank') sheets.push(...permutation(exact.answer));
  const long = atRisk(result?.value?.display_list);
  return card(state, send, { slot, kind: 'survival', result, sheets, long, request, title, look, ...(also !== undefined && { also }) });
}

/** A column per group, so that two groups can be read side by side. */
function groups(answer: SurvivalAnswer): Sheet {
  const { quantities } = words.survival;
  const test = answer.tests[0];
  const unit = words.events.units[answer.endpoint.unit ?? 'months'];
  const level = answer.groups[0]?.quantiles[0]?.limits[0]?.level;
  const median = (group: GroupSurvival) => group.quantiles.find(({ p }) => p === 0.5);
  const row = (name: string, cell: (group: GroupSurvival, k: number) => Cell): Cell[] => [
    name,
    ...answer.groups.map(cell),
  ];
  return {
    caption: `${words.survival.groups}: ${answer.question}`,
    columns: [words.survival.quantity, ...answer.groups.map(({ label }) => tied(label))],
    rows: [
      row(quantities.n, ({ n }) => ({ value: n, how: count })),
      row(quantities.events, ({ events }) => ({ value: events, how: count })),
      ...(test ? [row(quantities.expected, (_, k) => number(test.expected[k]))] : []),
      row(quantities.median(unit), (group) => ({ value: median(group)?.estimate ?? 'not_reached' })),
      ...(level === undefined
        ? []
        : [row(quantities.limits(percent(level)), (group) => ends(median(group)?.limits[0]))]),
      row(quantities.followUp(unit), ({ follow_up }) => ({ value: follow_up.estimate })),
      row(quantities.tail, ({ tail }) => ({ value: tail.at_risk, how: count })),
      row(quantities.tailShare, ({ tail }) => ({ value: tail.share, how: share })),
    ],
  };
}

function number(value: number | undefined): Cell {
  return value === undefined ? '' : { value };
}

function ends(limits: EstimateLimits | undefined): Cell {
  return limits ? { low: limits.lower, high: limits.upper } : '';
}

function tests(answer: SurvivalAnswer): Sheet[] {
  const { test } = words.survival;
  return answer.tests.map((one) => ({
    caption: `${words.survival.tests}: ${answer.question}`,
    columns: [words.survival.tests, words.survival.value],
    rows: [
      [test.chi, { value: one.chi_squared }],
      [test.df, { value: one.df, how: count }],
      [test.p, { value: one.p, how: pValue }],
    ],
  }));
}
