// The settings of a simulation beside its answers.
import { html, nothing, type TemplateResult } from 'lit';
import type { Effect } from 'gradus';
import { EFFECTS, RANGES, type Setting, type Simulated } from '../simulated';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { menu } from './menu';
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

export function settings(state: State, send: Send, names: readonly Setting[], effects = false): TemplateResult {
  const { simulated } = decisions(state).questions;
  const change = changing(state, send);
  const effect = (value: string) => change({ effect: value as Effect });
  const choices = EFFECTS.map((value) => ({ value, label: say.effects[value] }));
  return html`<form class="settings" aria-label=${say.label} @submit=${(event: Event) => event.preventDefault()}>
    ${names.map((name) =>
      slider(name, say.names[name], simulated[name], RANGES[name], (x) => say.shown(name, x), (x) => change({ [name]: x }, name)),
    )}
    ${effects
      ? html`<div class="slider">
          <label for="effect">${say.effect}</label>
          ${menu(say.effect, simulated.effect, choices, effect, 'field')}
        </div>`
      : nothing}
    ${seedPart(simulated, change)}
  </form>`;
}

/** Which sample of which seed: the same two numbers give the same patients everywhere. */
function seedPart({ seed, sample }: Simulated, change: Change): TemplateResult {
  const within = (name: Setting, x: number | null) => {
    const { least, most } = RANGES[name];
    if (x !== null) change({ [name]: Math.min(most, Math.max(least, Math.round(x))) }, name);
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
