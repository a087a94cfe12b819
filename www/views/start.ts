// Before there is a table: the paste box, a file, two examples, one line on privacy.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Problem } from 'gradus';
import { example, type ExampleName } from '../examples';
import type { State } from '../state';
import { words } from '../strings/en';
import { saveTemplate } from '../template';
import { notice } from './notice';
import { problemList } from './problems';
import type { Send } from './send';
import { withoutTable } from './without_table';

const LONGEST_HTML = 50_000_000;
const EXAMPLES: ExampleName[] = ['sts27', 'gehan'];

export function startPlace(state: State, send: Send): TemplateResult {
  const read = (text: string, html = '') =>
    send({ do: 'choose', source: { from: 'paste', text, ...(html && { html }) }, mapping: null, place: 'data' });
  const readFile = (file: File | undefined) => {
    if (file) send({ do: 'file', file });
  };
  return html`<section class="start">
    <h1>${words.empty.heading}</h1>
    ${notice(state, send)}
    <p class="lead">${words.empty.lead}</p>
    ${problems(state)}
    <form
      class="box"
      @submit=${(event: Event) => {
        event.preventDefault();
        read(state.draft);
      }}
    >
      <label for="table-text">${words.empty.box}</label>
      <textarea
        id="table-text"
        rows="7"
        spellcheck="false"
        autocomplete="off"
        wrap="off"
        placeholder=${words.empty.hint}
        .value=${live(state.draft)}
        @input=${(event: Event) =>
          send({ do: 'draft', text: (event.target as HTMLTextAreaElement).value })}
        @paste=${(event: ClipboardEvent) => pasted(event, read)}
      ></textarea>
      <div class="actions">
        <button type="submit" class="main">${words.empty.read}</button>
        <label class="file button" title=${words.empty.fileTitle}
          >${words.empty.file}<input
            type="file"
            accept=".csv,.tsv,.txt,.xlsx,.json,text/csv,text/plain,text/tab-separated-values"
            @change=${(event: Event) => {
              const input = event.target as HTMLInputElement;
              readFile(input.files?.[0]);
              input.value = '';
            }}
        /></label>
        <button type="button" @click=${saveTemplate}>${words.empty.template}</button>
      </div>
    </form>
    <h2 class="quiet">${words.empty.examples}</h2>
    <div class="examples">${EXAMPLES.map((name) => exampleButton(name, send))}</div>
    ${withoutTable(send)}
    <p class="privacy">${words.empty.privacy} ${words.empty.notDevice}</p>
  </section>`;
}

/** A paste into the empty box is read at once; into a text it edits that text. */
function pasted(event: ClipboardEvent, read: (text: string, html: string) => void): void {
  const box = event.target as HTMLTextAreaElement;
  const held = (type: string) => event.clipboardData?.getData(type) ?? '';
  // Excel links to the folders of the reader's machine.
  const html = held('text/html').replace(/<link\b[^>]*>/gi, '');
  const replaces = box.selectionStart === 0 && box.selectionEnd === box.value.length;
  if (!replaces) return;
  event.preventDefault();
  // Styles make HTML ten times as long as its text; beyond this it would only be slow.
  read(held('text/plain'), html.length > LONGEST_HTML ? '' : html);
}

function exampleButton(name: ExampleName, send: Send): TemplateResult {
  const { name: title, mark, what, detail } = words.examples[name];
  return html`<button
    type="button"
    class="example"
    data-example=${name}
    @click=${() => send({ do: 'choose', ...example(name) })}
  >
    <span class="mark">${mark}</span>
    <strong>${title}</strong>
    <span>${detail}</span>
    <small>${what}</small>
  </button>`;
}

/** What an earlier reading of this text turned up. */
function problems(state: State): TemplateResult | typeof nothing {
  const found: Problem[] = state.opened?.value?.table.problems ?? [];
  return found.length ? problemList(found, null) : nothing;
}
