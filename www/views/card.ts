// A result card, always in this order: question, answer, figure, numbers, and on
// demand who was counted, how, and what can be taken away.
import { html, nothing, type TemplateResult } from 'lit';
import type { Accounting, Method, Request, View } from 'gradus';
import type { Failure } from '../engine';
import { count, tied } from '../format';
import { copy, fileName, save } from '../hand_out';
import { asHtml, commaSeparated, markOf, tabSeparated, type Mark, type Sheet } from '../sheet';
import { withLook, type Look } from '../look';
import { COUNTED, flowOf } from '../plan';
import type { Drawn, Slot, State } from '../state';
import { words } from '../strings/en';
import type { Figure } from '../figures';
import type { Moves } from './drag';
import { figureOf } from './figure';
import { menu } from './menu';
import { problemList } from './problems';
import type { TakeAway } from '../take_away';
import { copied } from './copied';
import { figureFiles } from './figure_files';
import { asking, type Send } from './send';
import { sheetTable } from './sheet_table';
import { showButton, showPanel } from './show_how';
import { termNote, withTerms, wordsExplained } from './terms';

const MARKS = (['point', 'comma'] as const).map((value) => ({ value, label: words.card.marks[value] }));

interface CardParts {
  slot: string;
  /** Which width the figure takes, as in `survival`; null where there is no figure. */
  kind: string | null;
  /** A heading and how to read the figure, in place of question and answer. */
  about?: readonly [string, string];
  /** Which of the answer's figures. */
  view?: View;
  /** What was chosen about the look of the figure. */
  look?: Look;
  result: Slot<Drawn> | undefined;
  sheets: Sheet[];
  /** Tables too long to read here, for the file of numbers. */
  long?: Sheet[];
  /** What was asked, for those who take the figure or the curves away. */
  request: Request | null;
  title: string;
  /** A second sentence; an empty one keeps room for what is on its way. */
  also?: string;
  /** A fuller answer is on its way: the sentence keeps room for it. */
  coming?: boolean;
  /** Other figures of the same question. */
  figures?: readonly Figure[];
  /** What could be wrong with the answer, and which of several numbers to use. */
  doubts?: readonly string[];
}

export function card(state: State, send: Send, parts: CardParts): TemplateResult {
  const { slot, kind, result, sheets, title } = parts;
  const value = result?.value;
  const answer = value?.answer ?? null;
  const full = state.exactCards[slot] ?? false;
  const old = result?.status === 'working' && state.slow !== null;
  return html`<article class="card ${old ? 'old' : ''}" data-slot=${slot} aria-busy=${old ? 'true' : 'false'}>
    <header>
      <h2>${tied(parts.about?.[0] ?? value?.sentences?.question ?? title)}</h2>
      ${value?.sentences
        ? html`<p class="answer">${withTerms(state, send, slot, parts.about?.[1] ?? value.sentences.answer)}${parts.coming ? roomForMore() : nothing}</p>
            ${termNote(state, send, slot)}
            ${parts.also === undefined ? nothing : html`<p class="answer also">${tied(parts.also) || '\u00a0'}</p>`}
            <p class="counted">${tied(value.sentences.counted)}</p>`
        : nothing}
      ${value && value.problems.length ? problemList(value.problems, jumpTo(send)) : nothing}
      ${result?.status === 'failed' ? failed(result.failure, send) : nothing}
    </header>
    ${kind === null || (value && !answer) ? nothing : figureOf(state, kind, value?.display_list, { moves: moves(state, send, parts.look) })}
    ${kind === null || !answer ? nothing : (parts.figures ?? []).map((one) => extra(state, kind, one))}
    ${answer
      ? html`<div class="results">
          ${sheets.map((sheet) => sheetTable(sheet, full, parts.doubts !== undefined && sheets.length > 1))}
          ${sheets.length ? sheetActions(state, send, slot, sheets, full) : nothing}
          ${showButton(state, send, slot, parts.request, value)}
          ${'accounting' in answer ? who(answer.accounting, state, send, parts) : nothing} ${how(answer.method)}
          ${parts.doubts ? doubts(parts.doubts) : nothing}
          ${wordsExplained(textsOf(value, sheets))}
          ${takeAway(state, send, parts)}
        </div>`
      : nothing}
    ${answer ? showPanel(state, send, slot, parts.request, value) : nothing}
  </article>`;
}

/** Words of a figure whose look can be changed can be dragged. */
function moves(state: State, send: Send, look: Look | undefined): Moves | undefined {
  return look && { look, set: (change) => asking(state, send)({ look: withLook(look, change) }) };
}

/** A figure that its table cannot give has no place. */
function extra(state: State, kind: string, { slot }: Figure): TemplateResult | typeof nothing {
  const result = state.results[slot];
  if (result?.status === 'done' && !result.value?.display_list) return nothing;
  return figureOf(state, kind, result?.value?.display_list);
}

function sheetActions(state: State, send: Send, slot: string, sheets: Sheet[], full: boolean): TemplateResult {
  return html`<div class="actions quiet">
    <button
      type="button"
      aria-pressed=${full ? 'true' : 'false'}
      title=${words.card.exactTitle}
      @click=${() => send({ do: 'exact', slot })}
    >
      ${words.card.exact}
    </button>
    <button type="button" @click=${(event: Event) => copySheets(event, sheets, markOf(state))}>
      ${words.card.copy}
    </button>
  </div>`;
}

/** All that is read on a card. */
function textsOf(value: Drawn | undefined, sheets: Sheet[]): string[] {
  const { question = '', answer = '' } = value?.sentences ?? {};
  const rows = sheets.flatMap(({ caption, columns, rows }) => [caption, ...columns, ...rows.map(([first]) => (typeof first === 'string' ? first : ''))]);
  return [question, answer, ...rows];
}

/** As wide as what will be said of an exact p, so that nothing moves when it is. */
export function roomForMore(): TemplateResult {
  return html`<span class="room" aria-hidden="true">${words.correlation.exactRoom}</span>`;
}

function failed(failure: Failure | undefined, send: Send): TemplateResult {
  const { kind, what } = failure ?? { kind: 'stopped', what: '' };
  return html`<p class="notice">
    ${words.failure[kind]} ${what}
    <button type="button" @click=${() => send({ do: 'again' })}>${words.card.again}</button>
  </p>`;
}

const jumpTo = (send: Send) => (row: number, column: string | null) =>
  send({ do: 'find', row, column });

function copySheets(event: Event, sheets: Sheet[], mark: Mark): void {
  const plain = sheets.map((sheet) => tabSeparated(sheet, mark)).join('\r\n\r\n');
  copied(event, copy(plain, sheets.map((sheet) => asHtml(sheet, mark)).join('')));
}

function who(accounting: Accounting, state: State, send: Send, { slot, request, title }: CardParts): TemplateResult {
  const { rows, used, left_out, notes } = accounting;
  const opened = (event: Event) => send({ do: 'flow', slot, open: (event.target as HTMLDetailsElement).open });
  const take = () => {
    const options = { width: state.widths.flow ?? 600, ...COUNTED };
    if (request) send({ do: 'take', take: { what: 'svg', request, options, title: `${title} flow`, paper: state.paper } });
  };
  return html`<details class="who" data-part="who" @toggle=${opened}>
    <summary>${words.card.who}</summary>
    <p>${words.card.used(count(used), count(rows))}.</p>
    ${left_out.length === 0
      ? html`<p>${words.card.everyone}</p>`
      : html`<ul>
          ${left_out.map(
            (one) =>
              html`<li>
                ${words.card.leftOut(count(one.count), one.reason)}
                <span class="jumps"
                  >${one.rows
                    .slice(0, 12)
                    .map(
                      (row) =>
                        html`<button type="button" class="jump" @click=${() => jumpTo(send)(row, one.column)}>
                          ${words.data.row(row)}
                        </button>`,
                    )}
                  ${one.count > 12 ? words.card.more : nothing}</span
                >
              </li>`,
          )}
        </ul>`}
    ${request && state.flows[slot]
      ? html`${figureOf(state, 'flow', state.results[flowOf(slot)]?.value?.display_list)}
          <div class="actions quiet"><button type="button" @click=${take}>${words.card.flow}</button></div>`
      : nothing}
    ${notes.length
      ? html`<h3>${words.card.doubts}</h3>
          ${problemList(notes, jumpTo(send))}`
      : nothing}
  </details>`;
}

function how(method: Method): TemplateResult {
  return html`<details data-part="how">
    <summary>${words.card.how}</summary>
    <p><strong>${method.name}.</strong></p>
    <ul>
      ${method.details.map((line) => html`<li>${line}</li>`)}
    </ul>
    ${method.references.length
      ? html`<h3>${words.card.references}</h3>
          <ul>
            ${method.references.map((line) => html`<li>${line}</li>`)}
          </ul>`
      : nothing}
    ${method.r_call
      ? html`<h3>${words.card.inR}</h3>
          <pre><code>${method.r_call}</code></pre>`
      : nothing}
  </details>`;
}

function doubts(lines: readonly string[]): TemplateResult {
  return html`<details data-part="doubts">
    <summary>${words.topics.doubts}</summary>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </details>`;
}

function takeAway(state: State, send: Send, parts: CardParts): TemplateResult {
  const { sheets, request, kind, result, title } = parts;
  const caption = result?.value?.display_list?.caption;
  const options = { width: (kind === null ? null : state.widths[kind]) ?? 700, ...(parts.view && { view: parts.view }), ...parts.look };
  const { paper } = state;
  const mark = markOf(state);
  const take = (what: TakeAway['what']) => () => {
    if (request) send({ do: 'take', take: { what, request, options, title, paper, mark } });
  };
  const csv = () => {
    const tables = [...sheets, ...(parts.long ?? [])].map((sheet) => commaSeparated(sheet, mark));
    save(fileName(title, 'csv'), 'text/csv', `\ufeff${tables.join('\r\n\r\n')}\r\n`);
  };
  const more = (parts.figures ?? []).filter(({ slot }) => state.results[slot]?.value?.display_list);
  return html`<details data-part="export">
    <summary>${words.card.export}</summary>
    <div class="actions quiet">
      ${kind === null
        ? nothing
        : request && figureFiles(state, send, { request, options, title })}
      ${more.map(({ name, request: of, view }) =>
        figureFiles(state, send, { request: of, options: { ...options, view }, title: `${title} ${name}` }, name),
      )}
      <button type="button" @click=${csv}>${words.card.csv}</button>
      ${request?.kind === 'survival'
        ? html`<button type="button" @click=${take('curves')}>${words.card.curves}</button>`
        : nothing}
      ${menu(words.card.mark, mark, MARKS, (chosen) => send({ do: 'mark', mark: chosen as Mark }), 'field')}
      ${caption
        ? html`<button type="button" @click=${(event: Event) => copied(event, copy(caption))}>
            ${words.card.caption}
          </button>`
        : nothing}
    </div>
  </details>`;
}
