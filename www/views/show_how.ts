// A demonstration in its place on the card: formula and words of the present
// step, its picture, the running table, and the buttons that walk through it.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ref } from 'lit/directives/ref.js';
import type { Cell, Demonstration, Grid, Request } from 'gradus';
import { count, figure, fixed, tied } from '../format';
import { demonstrable, shownIn, type Demonstrable, type Showing } from '../show_how';
import type { Drawn, State } from '../state';
import { words } from '../strings/en';
import { figureOf } from './figure';
import { menu } from './menu';
import { problemList } from './problems';
import type { Send } from './send';

/** Opens the demonstrations of an answer that has some. */
export function showButton(
  state: State,
  send: Send,
  slot: string,
  request: Request | null,
  drawn: Drawn | undefined,
): TemplateResult | typeof nothing {
  const [first] = demonstrable(request, drawn?.answer);
  if (!first) return nothing;
  const open = state.showing[slot] ?? null;
  const toggle = (event: Event) => {
    const card = (event.currentTarget as Element).closest('.card');
    send({ do: 'show', slot, showing: open ? null : { show: first.show, part: 0, step: 0, playing: false } });
    if (!open) requestAnimationFrame(() => begin(card?.querySelector<HTMLElement>('.demonstration')));
  };
  return html`<div class="show-how" data-part="show">
    <button type="button" aria-expanded=${open ? 'true' : 'false'} data-opens="show" @click=${toggle}>${words.show.open}</button>
  </div>`;
}

/** The reader goes on where the demonstration begins. */
function begin(panel: HTMLElement | null | undefined): void {
  panel?.focus({ preventScroll: true });
  panel?.scrollIntoView({ block: 'start' });
}

/** The demonstration that is open, below the numbers. */
export function showPanel(
  state: State,
  send: Send,
  slot: string,
  request: Request | null,
  drawn: Drawn | undefined,
): TemplateResult | typeof nothing {
  const open = state.showing[slot];
  const choices = demonstrable(request, drawn?.answer);
  return open && choices.length ? demonstrationOf(state, send, slot, open, choices) : nothing;
}

/** The panel itself, wherever it stands. */
export function demonstrationOf(state: State, send: Send, slot: string, open: Showing, choices: readonly Demonstrable[]): TemplateResult {
  const reply = shownIn(state, slot)?.value;
  const shown = reply?.demonstration ?? null;
  const at = Math.min(open.step, (shown?.steps.length ?? 1) - 1);
  const step = shown?.steps[at];
  const full = state.exactCards[slot] ?? false;
  const show = (change: Partial<Showing>) => send({ do: 'show', slot, showing: { ...open, ...change } });
  const close = (panel: Element | null) => {
    send({ do: 'show', slot, showing: null });
    panel?.closest('.card')?.querySelector<HTMLElement>('[data-opens]')?.focus();
  };
  return html`<section
    class="demonstration"
    tabindex="-1"
    aria-label=${shown?.title ?? words.show.open}
    @keydown=${(event: KeyboardEvent) => pressed(event, send, slot, { ...open, step: at }, close)}
  >
    <div class="choose">
      ${choices.length > 1
        ? menu(
            words.show.which,
            open.show,
            choices.map((one) => ({ value: one.show, label: words.show.names[one.show] })),
            (value) => show({ show: value as Showing['show'], part: 0, step: 0, playing: false }),
            'field',
          )
        : html`<strong>${words.show.names[open.show]}</strong>`}
      ${shown && shown.parts.length > 1
        ? menu(
            words.show.part,
            String(open.part),
            shown.parts.map((label, k) => ({ value: String(k), label })),
            (value) => show({ part: Number(value), step: 0, playing: false }),
            'field',
          )
        : nothing}
      <button type="button" class="close" @click=${(event: Event) => close(event.currentTarget as Element)}>${words.show.close}</button>
    </div>
    ${reply && reply.problems.length ? problemList(reply.problems, () => {}) : nothing}
    ${shown && step
      ? html`<p class="law">${shown.formula}</p>
          ${controls(send, slot, open, at, shown.steps.length)}
          <p class="now" data-now>${tied(step.formula)}</p>
          <p class="words" aria-live="polite">${tied(step.text)}</p>
          <div class="both">
            ${reply?.display_list ? figureOf(state, 'show', reply.display_list) : nothing}
            <div class="tables">
              ${step.beside ? gridTable(step.beside, step.beside.rows.length, null, full) : nothing}
              ${step.beside && step.rows === 0 ? nothing : gridTable(shown.table, step.rows, step.row ?? null, full)}
            </div>
          </div>
          ${foot(shown, at === shown.steps.length - 1)}`
      : nothing}
  </section>`;
}

function foot(shown: Demonstration, atEnd: boolean): TemplateResult {
  return html`${atEnd ? html`<p class="result">${tied(shown.result)}</p>` : nothing}
    ${shown.shortened ? html`<p class="small">${shown.shortened}</p>` : nothing}
    ${shown.seed === undefined ? nothing : html`<p class="small">${words.show.seed(String(shown.seed))}</p>`}
    <p class="small">${words.show.sources}: ${shown.sources.join('; ').replace(/\.$/, '')}.</p>`;
}

function controls(send: Send, slot: string, open: Showing, at: number, total: number): TemplateResult {
  const go = (step: number) => send({ do: 'step', slot, step });
  const button = (name: string, sign: string, step: number, off: boolean) =>
    html`<button type="button" aria-label=${name} title=${name} ?disabled=${off} @click=${() => go(step)}>${sign}</button>`;
  const last = total - 1;
  const play = open.playing ? words.show.pause : words.show.play;
  return html`<div class="controls">
    ${button(words.show.first, '|◂', 0, at === 0)} ${button(words.show.back, '◂', at - 1, at === 0)}
    <button type="button" class="play" ?disabled=${last === 0} @click=${() => send({ do: 'play', slot, playing: !open.playing })}>${play}</button>
    ${button(words.show.forward, '▸', at + 1, at === last)} ${button(words.show.last, '▸|', last, at === last)}
    <input
      type="range"
      min="0"
      max=${last}
      .value=${live(String(at))}
      aria-label=${words.show.slider}
      aria-valuetext=${words.show.at(count(at + 1), count(total))}
      @input=${(event: Event) => go(Number((event.target as HTMLInputElement).value))}
    />
    <span class="place">${words.show.at(count(at + 1), count(total))}</span>
    <span class="keys">${words.show.keys}</span>
  </div>`;
}

/** Keys of the panel; a menu and the slider keep their own arrows. */
function pressed(event: KeyboardEvent, send: Send, slot: string, open: Showing, close: (panel: Element | null) => void): void {
  const target = event.target as Element;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const go = (step: number) => send({ do: 'step', slot, step });
  const keys: Record<string, () => void> = {
    ArrowRight: () => go(open.step + 1),
    ArrowLeft: () => go(open.step - 1),
    Home: () => go(0),
    End: () => go(Number.MAX_SAFE_INTEGER),
    ' ': () => send({ do: 'play', slot, playing: !open.playing }),
  };
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    return close(event.currentTarget as Element);
  }
  const act = keys[event.key];
  const own = target.matches('select, input') || (event.key === ' ' && target.matches('button'));
  if (!act || own) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** The present row of a long table is kept in sight, without moving the page. */
function intoView(row: Element | undefined): void {
  const frame = row?.closest<HTMLElement>('.running');
  if (!(row instanceof HTMLElement) || !frame || frame.scrollHeight <= frame.clientHeight) return;
  const [top, bottom] = [row.offsetTop - 3 * row.offsetHeight, row.offsetTop + 2 * row.offsetHeight];
  if (top < frame.scrollTop) frame.scrollTop = top;
  else if (bottom > frame.scrollTop + frame.clientHeight) frame.scrollTop = bottom - frame.clientHeight;
}

/** What is not known yet stays empty, so that nothing moves. */
function gridTable(grid: Grid, known: number, row: number | null, full: boolean): TemplateResult | typeof nothing {
  if (grid.rows.length === 0) return nothing;
  const marked = new Set(grid.marked.map(([i, j]) => `${i} ${j}`));
  return html`<div class="wide running" tabindex="0" role="group" aria-label=${grid.caption}>
    <table class="numbers">
      <caption class="unseen">
        ${grid.caption}
      </caption>
      <thead>
        <tr>
          ${grid.columns.map((name) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${grid.rows.map(
          ([first, ...rest], i) =>
            html`<tr ${i === row ? ref(intoView) : nothing} class=${i === row ? 'current' : i < known ? '' : 'later'} aria-current=${i === row ? 'step' : nothing}>
              <th scope="row" class="number">${cell(first, full)}</th>
              ${rest.map(
                (one, j) =>
                  html`<td class="number ${marked.has(`${i} ${j + 1}`) ? 'marked' : ''}">${i < known ? cell(one, full) : '\u00a0'}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(one: Cell | undefined, full: boolean): TemplateResult | string {
  if (one === undefined) return '';
  if (typeof one === 'string') return one;
  const { decimals } = one;
  return figure(one.value, full, decimals === undefined ? undefined : (x) => fixed(x, decimals));
}
