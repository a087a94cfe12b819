// What is shown when something takes longer than 200 ms: that it works, and a stop.
import { html, nothing, type TemplateResult } from 'lit';
import { working, type State } from '../state';
import { words } from '../strings/en';

export function workingBar(state: State, stop: () => void): TemplateResult | typeof nothing {
  if (!state.slow || !working(state)) return nothing;
  return html`<div class="working">
    <progress aria-label=${words.card.working}></progress>
    <span>${words.card.working}</span>
    <button type="button" @click=${stop}>${words.card.cancel}</button>
  </div>`;
}
