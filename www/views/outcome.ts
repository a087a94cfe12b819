// One question under Survival: its sentence with menus, and its cards.
import { html, nothing, type TemplateResult } from 'lit';
import { fullest, isComing } from '../afterwards';
import { chosenEndpoint } from '../covariates';
import type { Answer, Mapping, TableReport } from 'gradus';
import { outcomeAsks, type Outcome } from '../outcomes';
import { isCoded } from '../roles';
import * as route from '../route';
import type { Sheet } from '../sheet';
import { competingModels, incidence } from '../sheets/competing';
import { cox } from '../sheets/cox';
import { thresholds } from '../sheets/thresholds';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import type { Ask } from '../topics';
import { card } from './card';
import { outcomeSentence } from './outcome_sentence';
import type { Send } from './send';
import { uncoded } from './survival';

type Asked = Exclude<Outcome, 'curves'>;

export function outcomePart(
  state: State,
  mapping: Mapping,
  table: TableReport,
  outcome: Asked,
  send: Send,
): TemplateResult {
  const { questions } = decisions(state);
  const endpoint = chosenEndpoint(mapping, questions);
  const asks = outcomeAsks(mapping, table, questions);
  const cards = () =>
    asks.length
      ? html`<div class="cards asked">${asks.map((ask) => answerCard(state, outcome, ask, send))}</div>`
      : html`<p class="notice">${words.outcomes.lacking}</p>`;
  return html`${outcomeSentence(state, mapping, table, outcome, send)}
  ${outcome === 'competing' && endpoint && isCoded(endpoint) && endpoint.coding.competing.length === 0
    ? html`<p class="notice">
        ${words.outcomes.competing.none}
        <a href=${route.write('data', questions)}>${words.events.goSay}</a>
      </p>`
    : nothing}
  ${endpoint && !isCoded(endpoint) ? uncoded(state, endpoint) : cards()}`;
}

function answerCard(state: State, outcome: Asked, ask: Ask, send: Send): TemplateResult {
  const result = fullest(state, ask.slot);
  const answer = result?.value?.answer;
  return card(state, send, {
    slot: ask.slot,
    kind: ask.draw ? 'topic' : null,
    ...(ask.view && { view: ask.view }),
    result,
    sheets: answer ? sheetsOf(answer, isComing(state, ask.slot)) : [],
    request: ask.request,
    title: words.outcomes[outcome].name,
    doubts: words.outcomes[outcome].doubts,
  });
}

function sheetsOf(answer: Answer, coming: boolean): Sheet[] {
  switch (answer.kind) {
    case 'cox':
      return cox(answer);
    case 'incidence':
      return incidence(answer);
    case 'competing_regression':
      return competingModels(answer);
    case 'thresholds':
      return thresholds(answer, coming);
    default:
      return [];
  }
}
