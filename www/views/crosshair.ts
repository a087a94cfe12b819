// A line over curves and table that is moved by pointer or arrow keys, and reads
// what stands under it. Where it stands is nobody's state but its own.
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { DisplayList, Reading } from 'gradus';
import { linesAt, stops, timeAt } from '../crosshair';
import { words } from '../strings/en';

/** Of the way along the axis, with PageUp and PageDown. */
const LEAP = 0.1;
/** Pixels. */
const NARROW = 420;

export function crosshair(list: DisplayList, reading: Reading): TemplateResult {
  const { left, right, top, from, to } = reading;
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  // Inline styles are against the page's policy; properties are not.
  const placed = ref((element) => {
    if (!(element instanceof HTMLElement)) return;
    element.style.left = percent(left, list.width);
    element.style.width = percent(right - left, list.width);
    element.style.top = percent(top, list.height);
    element.style.height = percent(list.height - top, list.height);
  });
  const timeUnder = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return from + Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * (to - from);
  };
  return html`<div
    class="crosshair"
    role="slider"
    tabindex="0"
    aria-label=${words.card.crosshair.label}
    aria-valuemin=${from}
    aria-valuemax=${to}
    aria-valuenow=${from}
    ${placed}
    @pointermove=${(event: PointerEvent) => show(event.currentTarget, list, reading, timeUnder(event))}
    @pointerdown=${(event: PointerEvent) => show(event.currentTarget, list, reading, timeUnder(event))}
    @pointerleave=${(event: PointerEvent) => hide(event.currentTarget)}
    @focus=${(event: FocusEvent) => {
      const target = event.currentTarget as HTMLElement;
      if (target.matches(':focus-visible')) show(target, list, reading, Number(target.getAttribute('aria-valuenow')));
    }}
    @blur=${(event: FocusEvent) => hide(event.currentTarget)}
    @keydown=${(event: KeyboardEvent) => pressed(event, list, reading)}
  ></div>`;
}

function pressed(event: KeyboardEvent, list: DisplayList, reading: Reading): void {
  const target = event.currentTarget as HTMLElement;
  const { from, to } = reading;
  const now = Number(target.getAttribute('aria-valuenow'));
  const all = stops(reading);
  const next: Record<string, () => number | undefined> = {
    ArrowRight: () => all.find((time) => time > now),
    ArrowLeft: () => all.findLast((time) => time < now),
    PageUp: () => Math.min(to, now + LEAP * (to - from)),
    PageDown: () => Math.max(from, now - LEAP * (to - from)),
    Home: () => from,
    End: () => to,
  };
  if (event.key === 'Escape') return hide(target);
  const move = next[event.key.replace('ArrowUp', 'ArrowRight').replace('ArrowDown', 'ArrowLeft')];
  if (!move) return;
  event.preventDefault();
  show(target, list, reading, move() ?? now);
}

function show(target: EventTarget | null, list: DisplayList, reading: Reading, time: number): void {
  if (!(target instanceof HTMLElement)) return;
  const said = [timeAt(list, time), ...linesAt(reading, time)];
  target.setAttribute('aria-valuenow', String(time));
  target.setAttribute('aria-valuetext', said.join('. '));
  const share = (time - reading.from) / (reading.to - reading.from || 1);
  const line = part(target, 'line');
  line.style.left = `${100 * share}%`;
  line.style.height = '100%';
  const read = part(target, 'read');
  read.replaceChildren(...said.map((text) => Object.assign(document.createElement('div'), { textContent: text })));
  // Above a narrow plot, else on the side of the line where there is more room.
  if (target.clientWidth < NARROW) {
    Object.assign(read.style, { left: '0', right: '0', top: 'auto', bottom: '100%', whiteSpace: 'normal' });
    return;
  }
  read.style.left = share < 0.5 ? `calc(${100 * share}% + 8px)` : '';
  read.style.right = share < 0.5 ? '' : `calc(${100 - 100 * share}% + 8px)`;
}

function part(target: HTMLElement, name: string): HTMLElement {
  const known = target.querySelector<HTMLElement>(`.${name}`);
  if (known) return known;
  const made = document.createElement('div');
  made.className = name;
  made.setAttribute('aria-hidden', 'true');
  target.append(made);
  return made;
}

function hide(target: EventTarget | null): void {
  if (target instanceof HTMLElement) target.replaceChildren();
}
