// The settings of a simulation beside its answers.
import { html, nothing, type TemplateResult } from 'lit';
import { nearest, RANGES, type Setting, type Simulated } from '../simulated';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { choicesOf, menu } from './menu';
import { numberWord } from './number_word';
import type { Send } from './send';
import { slider } from './slider';

const say = words.learn.settings;

export type Change = (change: Partial<Simulated>, along?: string) => void;

/** Settings change together with all that hangs on them; moving along one slider is one step. */
export function changing(state: State, send: Send): Change {
  const known = decisions(state);
  const { questions, mapping } = known;
  return (change, along) => {
    const simulated = { ...questions.simulated, ...change };
    const walk = along && mapping ? { column: `simulated:${along}`, mapping } : null;
    send({ do: 'decide', change: { questions: { ...questions, simulated } }, walk });
  };
}

/** Words chosen from a list, beside the numbers. */
type Choice = 'effect' | 'cuts';

export function settings(
  state: State,
  send: Send,
  names: readonly Setting[],
  lists: readonly Choice[] = [],
  own: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { simulated } = decisions(state).questions;
  const change = changing(state, send);
  const list = (name: Choice) => {
    const choices = choicesOf(say.lists[name]);
    return html`<div class="slider">
      <span>${say.choices[name]}</span>
      ${menu(say.choices[name], simulated[name], choices, (value) => change({ [name]: value }), 'field')}
    </div>`;
  };
  return html`<form class="settings" aria-label=${say.label} @submit=${(event: Event) => event.preventDefault()}>
    ${own}
    ${names.map((name) =>
      slider(name, say.names[name], simulated[name], RANGES[name], (x) => say.shown(name, x), (x) => change({ [name]: x }, name)),
    )}
    ${lists.map(list)} ${seedPart(simulated, change)}
  </form>`;
}

/** Which sample of which seed: the same two numbers give the same patients everywhere. */
function seedPart({ seed, sample }: Simulated, change: Change): TemplateResult {
  const within = (name: Setting, x: number | null) => {
    if (x !== null) change({ [name]: nearest(name, x) }, name);
  };
  const next = sample >= RANGES.sample.most ? 1 : sample + 1;
  return html`<p class="seed">
      ${say.seed} ${numberWord(say.seed, seed, '', (x) => within('seed', x))}, ${say.sample}
      ${numberWord(say.sample, sample, '', (x) => within('sample', x))}
    </p>
    <div class="actions">
      <button type="button" class="main" data-act="another" @click=${() => change({ sample: next }, 'sample')}>${say.another}</button>
    </div>`;
}
