// The text as it was given, still in its box, to be put right and read again.
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { State } from '../state';
import { words } from '../strings/en';
import type { Send } from './send';

export function textBox(state: State, send: Send): TemplateResult {
  const { source } = state;
  if (source?.from === 'file') {
    return html`<p class="notice">
      ${source.file.name}
      <button type="button" @click=${() => send({ do: 'back' })}>${words.top.paste}</button>
    </p>`;
  }
  const read = (event: Event) => {
    event.preventDefault();
    send({ do: 'choose', source: { from: 'paste', text: state.draft }, mapping: null, place: 'data' });
  };
  return html`<form class="box" @submit=${read}>
    <label for="table-text">${words.empty.box}</label>
    <textarea
      id="table-text"
      rows="9"
      spellcheck="false"
      autocomplete="off"
      wrap="off"
      .value=${live(state.draft)}
      @input=${(event: Event) =>
        send({ do: 'draft', text: (event.target as HTMLTextAreaElement).value })}
    ></textarea>
    <div class="actions">
      <button type="submit" class="main">${words.empty.read}</button>
      <button type="button" @click=${() => send({ do: 'back' })}>${words.top.paste}</button>
    </div>
  </form>`;
}
