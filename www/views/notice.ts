// What came of opening a file: said once, until it is closed.
import { html, nothing, type TemplateResult } from 'lit';
import type { State } from '../state';
import { words } from '../strings/en';
import type { Send } from './send';

export function notice({ notice }: State, send: Send): TemplateResult | typeof nothing {
  if (!notice) return nothing;
  return html`<p class="notice" role="status" data-part="notice">
    ${notice}
    <button type="button" @click=${() => send({ do: 'notice', text: null })}>${words.keep.close}</button>
  </p>`;
}
