// The walk through the study: one idea, what the engine answers to it, and on.
import { html, nothing, type TemplateResult } from 'lit';
import { fullest, isComing } from '../afterwards';
import { example } from '../examples';
import { lessonAsks } from '../lessons';
import type { Outcome } from '../outcomes';
import * as route from '../route';
import { decisions, type Place, type Questions, type State } from '../state';
import { words } from '../strings/en';
import { STOPS, stopAt, type Stop } from '../tour';
import type { Ask, Topic } from '../topics';
import { card } from './card';
import { outcomeCard } from './outcome';
import { presentButton } from './present';
import type { Send } from './send';
import { topicCard } from './topic';

type Answered = { topic: Exclude<Topic, 'relate'> } | { outcome: Exclude<Outcome, 'curves'> } | { place: Place; open: Partial<Questions> };

/** Where the same is asked in the calculator. */
const HOME: Partial<Record<Stop, Answered>> = {
  size: { topic: 'printed' },
  sure: { topic: 'printed' },
  difference: { topic: 'more' },
  exact: { place: 'correlation', open: { topic: 'relate' } },
  hidden: { topic: 'hidden' },
  change: { place: 'grades', open: { grades: 'change' } },
  curves: { outcome: 'mean' },
  cuts: { outcome: 'thresholds' },
  family: { outcome: 'family' },
  reach: { outcome: 'reach' },
};

export function tourPart(state: State, send: Send): TemplateResult {
  if (state.source?.from !== 'example' || state.source.name !== 'sts27') return lacking(send);
  const { mapping, questions } = decisions(state);
  const table = state.opened?.value?.table;
  const stop = stopAt(questions.stop);
  const say = words.tour.stops[stop];
  const found = (slot: string) => state.results[slot]?.value?.answer;
  const asks = mapping && table ? lessonAsks(mapping, table, questions, found).filter(({ slot }) => !slot.endsWith(':cohort')) : [];
  return html`${onward(questions, stop)}
  <section class="tour" data-stop=${stop}>
    <h2>${say.name}</h2>
    ${say.say.map((line) => html`<p>${line}</p>`)}
    ${asks.length ? html`<div class="cards asked">${asks.map((ask) => cardOf(state, stop, ask, send))}</div>` : nothing}
    <p class="note">${stop === 'reported' || stop === 'conclude' ? words.tour.source : words.tour.synthetic}</p>
  </section>`;
}

function lacking(send: Send): TemplateResult {
  return html`<p class="notice">
    ${words.tour.lacking}
    <button type="button" class="main" @click=${() => send({ do: 'choose', ...example('sts27'), place: 'learn' })}>
      ${words.tour.open}
    </button>
  </p>`;
}

function cardOf(state: State, stop: Stop, ask: Ask, send: Send): TemplateResult {
  const home = HOME[stop];
  if (home && 'topic' in home) return topicCard(state, home.topic, ask, send);
  if (home && 'outcome' in home) return outcomeCard(state, home.outcome, ask, send);
  const { slot, request, view, draw } = ask;
  return card(state, send, {
    slot,
    request,
    kind: draw ? 'topic' : null,
    ...(view && { view }),
    result: fullest(state, slot),
    coming: isComing(state, slot),
    sheets: [],
    title: words.tour.stops[stop].name,
  });
}

function onward(questions: Questions, stop: Stop): TemplateResult {
  const position = STOPS.indexOf(stop) + 1;
  const to = (next: number) => route.write('learn', { ...questions, stop: next });
  const home = HOME[stop];
  return html`<nav class="onward" aria-label=${words.tour.label}>
    ${position > 1 ? html`<a class="button" rel="prev" href=${to(position - 1)}>${words.tour.back}</a>` : nothing}
    <span class="where">${words.tour.where(position, STOPS.length)}</span>
    ${position < STOPS.length ? html`<a class="button main" rel="next" href=${to(position + 1)}>${words.tour.next}</a>` : nothing}
    ${presentButton(questions)}
    ${home ? html`<a class="aside" href=${openIn(questions, home)}>${words.tour.openIn}</a>` : nothing}
  </nav>`;
}

function openIn(questions: Questions, home: Answered): string {
  const own = { ...questions, present: false };
  if ('topic' in home) return route.write('correlation', { ...own, topic: home.topic });
  if ('outcome' in home) return route.write('survival', { ...own, outcome: home.outcome });
  return route.write(home.place, { ...own, ...home.open });
}
