// The questions about correlation; first post, pre and Δ against pathology, side by side.
import { html, nothing, type TemplateResult } from 'lit';
import { fullest, isComing } from '../afterwards';
import { correlationRequest, pairsOf, type Pair } from '../ask';
import type { CorrelationAnswer, Score } from 'gradus';
import { correlation, count, pValue, percent } from '../format';
import type { Cell, Sheet } from '../sheet';
import * as route from '../route';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { TOPICS, type Topic } from '../topics';
import { card } from './card';
import { choicesOf, menu } from './menu';
import type { Send } from './send';
import { topicPart } from './topic';
import { topicLinks } from './topics';

export function correlationPlace(state: State, send: Send): TemplateResult {
  const { mapping, questions } = decisions(state);
  const table = state.opened?.value?.table;
  const { topic } = questions;
  const address = (one: Topic) => route.write('correlation', { ...questions, topic: one });
  return html`<div class="place correlation">
    <h1 class="unseen">${words.correlation.heading}</h1>
    ${topicLinks(
      words.topics.label,
      TOPICS.map((one) => ({ value: address(one), label: words.topics[one].name })),
      address(topic),
    )}
    ${topic === 'relate' || !mapping || !table
      ? relate(state, send)
      : topicPart(state, mapping, table, topic, send)}
  </div>`;
}

/** Post, pre and Δ against pathology. */
function relate(state: State, send: Send): TemplateResult {
  const { mapping, questions } = decisions(state);
  const pairs = mapping ? pairsOf(mapping, questions) : [];
  if (!pairs.includes('post') && !pairs.includes('pre')) {
    return html`<p>${words.correlation.none}</p>`;
  }
  return html`${sentence(state, send, pairs)}
    ${pairs.length > 1 ? html`<p class="caution">${words.correlation.caution}</p>` : nothing}
    <div class="cards side-by-side">${pairs.map((pair) => pairCard(state, send, pair))}</div>`;
}

function sentence(state: State, send: Send, pairs: Pair[]): TemplateResult {
  const { questions } = decisions(state);
  const { ask, score, scoreLabel } = words.correlation;
  const main = pairs.includes('post') ? words.roles.post : words.roles.pre;
  const choose = (value: string) =>
    send({ do: 'decide', change: { questions: { ...questions, score: value as Score } } });
  const choices = choicesOf(score);
  return html`<p class="sentence">
    ${ask.one}<strong>${main}</strong>${ask.relate}<strong>${words.roles.pathology}</strong>${pairs.includes(
      'delta',
    )
      ? html`${ask.more}${menu(scoreLabel, questions.score, choices, choose)}${ask.does}`
      : '?'}
  </p>`;
}

function pairCard(state: State, send: Send, pair: Pair): TemplateResult {
  const slot = `correlation:${pair}`;
  const result = fullest(state, slot);
  const answer = result?.value?.answer;
  const title = `${words.roles[pair]}, ${words.roles.pathology}`;
  const sheets = answer?.kind === 'correlation' ? [numbers(answer, isComing(state, slot))] : [];
  const { mapping, questions } = decisions(state);
  const request = mapping && correlationRequest(mapping, questions, pair);
  const coming = isComing(state, slot);
  return card(state, send, { slot, kind: 'correlation', result, sheets, request, title, coming });
}

function exactP(test: CorrelationAnswer['exact_spearman'], coming: boolean): Cell[][] {
  const { rows } = words.correlation;
  if (!test && coming) return [[rows.pExact, words.correlation.counting]];
  if (!test || 'not_estimable' in test) return [];
  const name = test.how.kind === 'exact' ? rows.pExact : rows.pDrawn(count(test.how.draws), String(test.how.seed));
  return [[name, { value: test.p_two_sided, how: pValue }]];
}

function numbers(answer: CorrelationAnswer, coming: boolean): Sheet {
  const { rows } = words.correlation;
  const { spearman } = answer;
  const line = (name: string, ...cells: Cell[]): Cell[] => [name, ...cells];
  return {
    caption: answer.question,
    columns: [words.correlation.quantity, words.correlation.value],
    rows: [
      line(rows.rho, { value: spearman.rho, how: correlation }),
      ...spearman.intervals.flatMap(({ kind, level, lower, upper }) => [
        line(`${rows[kind]}, ${percent(level)}`, { low: lower, high: upper, how: correlation }),
      ]),
      line(rows.n, { value: spearman.n, how: count }),
      ...exactP(answer.exact_spearman, coming),
      line(rows.p, { value: spearman.p_t, how: pValue }),
      line(rows.pZ, { value: spearman.p_z, how: pValue }),
      line(rows.t, { value: spearman.t }),
      line(rows.df, { value: spearman.df, how: count }),
      line(rows.d2, { value: spearman.sum_of_squared_rank_differences }),
    ],
  };
}

