// A figure on its canvas, with its text alternative and caption.
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { paint } from '../canvas';
import type { DisplayList } from 'gradus';
import { tied } from '../format';
import { fieldAt, goTo } from '../point';
import { paperTheme } from '../theme';
import type { State } from '../state';
import { crosshair } from './crosshair';

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

export function figureOf(
  state: State,
  kind: string,
  list: DisplayList | null | undefined,
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
      ? html`<div class="stage" @click=${(event: MouseEvent) => pointed(event, list)}>
            <canvas role="img" aria-label=${list.summary} ${onCanvas}></canvas>
            ${list.reading ? crosshair(list, list.reading) : nothing}
          </div>
          <figcaption>${tied(list.caption)}</figcaption>`
      : html`<div class="figure-room"></div>`}
  </figure>`;
}
