// What was decided while reading, each decision with its flip.
import { html, nothing, type TemplateResult } from 'lit';
import type { Decision, ReadOptions, Understanding } from 'gradus';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { menu } from './menu';
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
            ${change(decision, table.understanding, options, send)}
          </li>`,
      )}
    </ul>
  </section>`;
}

function change(
  decision: Decision,
  { sheets, sheet }: Understanding,
  options: ReadOptions,
  send: Send,
): TemplateResult | typeof nothing {
  if (decision.code === 'sheet' && sheet && sheets.length > 1) {
    const choices = sheets.map(({ name, hidden }) => ({
      value: name,
      label: hidden ? words.data.hiddenSheet(name) : name,
    }));
    return menu(words.data.sheet, sheet, choices, (name) =>
      send({ do: 'decide', change: { options: otherSheet(options, name) } }),
    );
  }
  return decision.flip ? flip(decision.flip, options, decision.what, send) : nothing;
}

/** What was said of lines and cells was said of the sheet, or the form, that is left. */
const OF_LINES: ReadOptions = { header: null, skip_lines: [], edits: [] };

function otherSheet(options: ReadOptions, sheet: string): ReadOptions {
  return { ...options, sheet, ...OF_LINES };
}

/** A choice for one column leaves those for the others standing. */
function laidOver(options: ReadOptions, other: ReadOptions): ReadOptions {
  if (other.read_as) return { ...options, ...OF_LINES, ...other };
  const kinds = other.kinds ?? [];
  const kept = (options.kinds ?? []).filter(({ column }) => !kinds.some((kind) => kind.column === column));
  return { ...options, ...other, kinds: [...kept, ...kinds] };
}

function flip(
  other: ReadOptions,
  options: ReadOptions,
  what: string,
  send: Send,
): TemplateResult {
  const choose = () => send({ do: 'decide', change: { options: laidOver(options, other) } });
  return html`<button
    type="button"
    class="flip"
    aria-label=${`${words.data.flip}: ${what}`}
    @click=${choose}
  >
    ${words.data.flip}
  </button>`;
}
