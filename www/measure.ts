// How wide the page has made the places of its figures: the engine draws to fit.
import type { State } from './state';
import type { Send } from './views/send';

/** Figures are not asked for anew for less than this. */
const COARSENESS = 8;

/** True when a width changed, and another drawing follows. */
export function measure(root: HTMLElement, state: State, send: Send): boolean {
  const widths = new Map<string, number>();
  for (const place of root.querySelectorAll<HTMLElement>('[data-figure]')) {
    const width = Math.floor(place.clientWidth / COARSENESS) * COARSENESS;
    const kind = place.dataset.figure ?? '';
    if (width > 0) widths.set(kind, Math.min(width, widths.get(kind) ?? width));
  }
  let changed = false;
  for (const [kind, width] of widths) {
    if (state.widths[kind] === width) continue;
    changed = true;
    send({ do: 'width', kind, width });
  }
  return changed;
}
