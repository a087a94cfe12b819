// A trap: the mistake and its repair on made patients, and on the table that is
// open where it has what the trap needs.
import { html, nothing, type TemplateResult } from 'lit';
import { fullest, isComing } from '../afterwards';
import type { Trap } from 'gradus';
import { lessonAsks } from '../lessons';
import { trapSheets } from '../sheets/simulated';
import { STRENGTHS, strengthOf, TRAPS } from '../simulated';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import type { Ask } from '../topics';
import { card } from './card';
import { menu } from './menu';
import { sheetsOf as outcomeSheets } from './outcome';
import type { Send } from './send';
import { changing, settings } from './settings';
import { slider } from './slider';
import { sheetsOf as topicSheets } from './topic';

const say = words.learn.trap;

export function trapPart(state: State, send: Send): TemplateResult {
  const { mapping, questions } = decisions(state);
  const table = state.opened?.value?.table;
  const [made, ...own] = mapping && table ? lessonAsks(mapping, table, questions) : [];
  return html`<p class="lead">${say.what}</p>
    <div class="lesson">
      ${settings(state, send, ['patients'], [], which(state, send))}
      <div class="cards asked">
        ${made ? madeCard(state, send, made) : nothing}
        ${own.length ? html`<h2 class="quiet">${say.own}</h2>` : nothing} ${own.map((ask) => ownCard(state, send, ask))}
      </div>
    </div>`;
}

/** Which trap, and what is true in it. */
function which(state: State, send: Send): TemplateResult {
  const { simulated } = decisions(state).questions;
  const { trap } = simulated;
  const change = changing(state, send);
  const choices = TRAPS.map((value) => ({ value, label: say.names[value] }));
  const shown = (x: number) => say.shown[trap](x);
  return html`<div class="slider">
      <span>${say.choose}</span>
      ${menu(say.choose, trap, choices, (value) => change({ trap: value as Trap, strength: null }), 'field')}
    </div>
    ${slider('strength', say.strengths[trap], strengthOf(simulated), STRENGTHS[trap], shown, (strength) => change({ strength }, 'strength'))}`;
}

function madeCard(state: State, send: Send, { slot, request }: Ask): TemplateResult {
  const result = state.results[slot];
  const answer = result?.value?.answer;
  const sheets = answer?.kind === 'simulate_trap' ? trapSheets(answer) : [];
  return card(state, send, { slot, kind: 'topic', result, sheets, request, title: say.names[decisions(state).questions.simulated.trap] });
}

function ownCard(state: State, send: Send, ask: Ask): TemplateResult {
  const { slot, request, draw, view } = ask;
  const result = fullest(state, slot);
  const coming = isComing(state, slot);
  const answer = result?.value?.answer;
  const { adjust } = decisions(state).questions.choices;
  const ofTopic = answer ? topicSheets(answer, coming) : [];
  const sheets = answer && ofTopic.length === 0 ? outcomeSheets(answer, ask, coming, adjust) : ofTopic;
  const title = say.own;
  return card(state, send, { slot, kind: draw ? 'topic' : null, ...(view && { view }), result, sheets, request, title });
}
