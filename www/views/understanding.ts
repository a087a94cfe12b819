// What was decided while reading, each decision with its flip.
import { html, nothing, type TemplateResult } from 'lit';
import type { ReadOptions } from 'gradus';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import type { Send } from './send';

export function understanding(state: State, send: Send): TemplateResult | typeof nothing {
  const table = state.opened?.value?.table;
  if (!table) return nothing;
  const { options } = decisions(state);
  return html`<section class="part decided">
    <h2>${words.data.decided}</h2>
    <ul class="strip">
      ${table.understanding.decisions.map(
        (decision) =>
          html`<li class=${decision.ask ? 'ask' : ''} data-code=${decision.code}>
            <span>${decision.what}</span>
            ${decision.count > 0 ? html`<small>${words.data.times(decision.count)}</small>` : nothing}
            ${decision.flip ? flip(decision.flip, options, decision.what, send) : nothing}
          </li>`,
      )}
    </ul>
  </section>`;
}

function flip(
  other: ReadOptions,
  options: ReadOptions,
  what: string,
  send: Send,
): TemplateResult {
  const choose = () => send({ do: 'decide', change: { options: { ...options, ...other } } });
  return html`<button
    type="button"
    class="flip"
    aria-label=${`${words.data.flip}: ${what}`}
    @click=${choose}
  >
    ${words.data.flip}
  </button>`;
}
