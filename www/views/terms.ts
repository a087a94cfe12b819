// Terms explained where they stand: a word of a sentence opens a note below it.
import { html, nothing, type TemplateResult } from 'lit';
import { tied } from '../format';
import { inPieces, termsIn } from '../glossary';
import type { State } from '../state';
import { words } from '../strings/en';
import { TERMS, glossary, type Term } from '../strings/en_glossary';
import type { Send } from './send';

/** A sentence whose terms are buttons, each the first time it occurs. */
export function withTerms(state: State, send: Send, slot: string, text: string): TemplateResult {
  const open = state.noted?.slot === slot ? state.noted.term : null;
  const toggle = ({ name }: Term) => send({ do: 'note', noted: open === name ? null : { slot, term: name } });
  return html`${inPieces(text).map((piece) =>
    typeof piece === 'string'
      ? tied(piece)
      : html`<button
          type="button"
          class="term"
          title=${glossary.open(piece.term.name)}
          aria-expanded=${open === piece.term.name ? 'true' : 'false'}
          @click=${() => toggle(piece.term)}
        >
          ${piece.text}</button
        >`,
  )}`;
}

/** The note that is open below a sentence. */
export function termNote(state: State, send: Send, slot: string): TemplateResult | typeof nothing {
  const { noted } = state;
  const term = noted?.slot === slot ? TERMS.find(({ name }) => name === noted.term) : undefined;
  if (!term) return nothing;
  return html`<div class="term-note" role="note" aria-label=${term.name} aria-live="polite">
    <dl>${entry(term)}</dl>
    <button type="button" @click=${() => send({ do: 'note', noted: null })}>${glossary.close}</button>
  </div>`;
}

/** Every term that occurs on a card, explained below it. */
export function wordsExplained(texts: readonly string[]): TemplateResult | typeof nothing {
  const found = termsIn(texts);
  if (found.length === 0) return nothing;
  return html`<details data-part="words">
    <summary>${glossary.onCard}</summary>
    <dl class="terms">${found.map(entry)}</dl>
  </details>`;
}

/** All of them, under Learn. */
export function glossaryPart(): TemplateResult {
  const all = [...TERMS].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return html`<h2>${words.learn.glossary.name}</h2>
    <p class="lead">${glossary.lead}</p>
    <dl class="terms all">${all.map(entry)}</dl>`;
}

function entry({ name, says, formula, source, checked }: Term): TemplateResult {
  return html`<dt>${name}</dt>
    <dd>
      <p>${tied(says)}</p>
      ${formula === undefined ? nothing : html`<p class="law">${tied(formula)}</p>`}
      <p class="small">${glossary.source}: ${source.replace(/\.$/, '')}. ${checked ? glossary.checked : glossary.unchecked}</p>
    </dd>`;
}
