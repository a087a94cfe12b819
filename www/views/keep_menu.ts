// Save and open, with what each file holds.
import { html, type TemplateResult } from 'lit';
import { openFile } from '../keep';
import { words } from '../strings/en';
import type { Send } from './send';

export function keepMenu(send: Send): TemplateResult {
  const { keep } = words;
  const close = (event: Event) => (event.currentTarget as Element).closest('details')?.removeAttribute('open');
  const button = (what: 'session' | 'recipe', label: string, says: string) => html`<li>
    <button
      type="button"
      data-keep=${what}
      @click=${(event: Event) => {
        close(event);
        send({ do: 'save', what });
      }}
    >
      ${label}
    </button>
    <small>${says}</small>
  </li>`;
  return html`<details class="keep">
    <summary>${keep.menu}</summary>
    <div class="sheet">
      <ul>
        ${button('session', keep.session, keep.sessionWhat)} ${button('recipe', keep.recipe, keep.recipeWhat)}
        <li>
          <label class="file button"
            >${keep.open}<input
              type="file"
              accept=".json"
              data-keep="open"
              @change=${(event: Event) => {
                const input = event.target as HTMLInputElement;
                const file = input.files?.[0];
                input.value = '';
                close(event);
                if (file) void openFile(file, send, true);
              }}
          /></label>
          <small>${keep.openWhat}</small>
        </li>
      </ul>
    </div>
  </details>`;
}
