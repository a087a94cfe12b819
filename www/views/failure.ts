// The failed state: what happened, what is safe, what to do.
import { html, nothing, type TemplateResult } from 'lit';
import type { State } from '../state';
import { words } from '../strings/en';
import type { Send } from './send';

export function failurePanel(state: State, send: Send): TemplateResult | typeof nothing {
  const failure = state.failure ?? state.opened?.failure ?? null;
  if (!failure) return nothing;
  const { kind, what } = failure;
  const safe = state.source?.from === 'file' ? words.failure.safeFile : words.failure.safe;
  const dismiss = () => send({ do: 'back' });
  return html`<section class="notice failed" role="alert">
    <h2>${words.failure.heading}</h2>
    <p>${words.failure[kind]} ${kind === 'start' ? nothing : safe} ${words.failure.todo[kind]}</p>
    ${what
      ? html`<details>
          <summary>${words.failure.detail}</summary>
          <p><code>${what}</code></p>
        </details>`
      : nothing}
    ${kind === 'start'
      ? nothing
      : html`<button type="button" @click=${dismiss}>${words.failure.dismiss}</button>`}
  </section>`;
}

export function inPageNotice(state: State): TemplateResult | typeof nothing {
  if (state.engine !== 'page') return nothing;
  return html`<p class="notice">${words.failure.inPage}</p>`;
}
