// A figure on its canvas, with its text alternative and caption.
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { paint } from '../canvas';
import type { DisplayList, Reading } from 'gradus';
import { tied } from '../format';
import { fieldAt, goTo } from '../point';
import { paperTheme } from '../theme';
import type { State } from '../state';
import { hear, hush, isSounding } from '../hear';
import { words } from '../strings/en';
import { crosshair } from './crosshair';
import { dragging, type Moves } from './drag';

/** What a canvas shows now, so that it is painted only when something changed. */
const painted = new WeakMap<Element, string>();
const numbers = new WeakMap<DisplayList, number>();
let lastNumber = 0;

function numberOf(list: DisplayList): number {
  const known = numbers.get(list) ?? ++lastNumber;
  numbers.set(list, known);
  return known;
}

/** A click on a word of the figure leads to the field that changes it. */
function pointed(event: MouseEvent, list: DisplayList): void {
  const canvas = (event.currentTarget as Element).querySelector('canvas');
  if (!canvas || !list.reading) return;
  const box = canvas.getBoundingClientRect();
  const share = list.width / box.width;
  const field = fieldAt(list, (event.clientX - box.left) * share, (event.clientY - box.top) * share);
  if (field) goTo(field);
}

/** `moves` for words that can be dragged; `folded` where the caption is long. */
export function figureOf(
  state: State,
  kind: string,
  list: DisplayList | null | undefined,
  { moves, folded }: { moves?: Moves | undefined; folded?: boolean } = {},
): TemplateResult {
  const theme = paperTheme(state.theme);
  const look = list ? `${numberOf(list)} ${theme} ${devicePixelRatio}` : '';
  const onCanvas = ref((element) => {
    if (!(element instanceof HTMLCanvasElement) || !list || painted.get(element) === look) return;
    painted.set(element, look);
    element.style.width = `${list.width}px`;
    element.style.height = `${list.height}px`;
    paint(element, list, theme, devicePixelRatio, true);
  });
  return html`<figure class="figure" data-figure=${kind}>
    ${list
      ? html`<div class="stage" ${moves ? dragging(list, moves) : nothing} @click=${(event: MouseEvent) => pointed(event, list)}>
            <canvas role="img" aria-label=${list.summary} ${onCanvas}></canvas>
            ${list.reading ? crosshair(list, list.reading) : nothing}
          </div>
          <figcaption>${folded ? html`<details><summary>${words.card.captionOf}</summary>${tied(list.caption)}</details>` : tied(list.caption)}${list.reading ? sound(list.reading) : nothing}</figcaption>`
      : html`<div class="figure-room"></div>`}
  </figure>`;
}

/** Starts the sound of the curves, or ends it. */
function sound(reading: Reading): TemplateResult {
  const press = (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    const pressed = (on: boolean) => button.setAttribute('aria-pressed', String(on));
    if (isSounding() && button.getAttribute('aria-pressed') === 'true') {
      hush();
      return pressed(false);
    }
    pressed(true);
    hear(reading, () => pressed(false));
  };
  return html` <button type="button" class="hear" aria-pressed="false" title=${words.further.hear.title} @click=${press}>${words.further.hear.play}</button>`;
}
