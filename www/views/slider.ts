// A number to be moved: a slider with its value beside it, so that every change
// is seen at once; a walk along it is one step to undo.
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Range } from '../simulated';

export function slider(
  name: string,
  label: string,
  value: number,
  { least, most, step }: Range,
  shown: (value: number) => string,
  choose: (value: number) => void,
): TemplateResult {
  const moved = (event: Event) => {
    const { valueAsNumber } = event.target as HTMLInputElement;
    if (Number.isFinite(valueAsNumber) && valueAsNumber !== value) choose(valueAsNumber);
  };
  const id = `slider-${name}`;
  return html`<div class="slider">
    <label for=${id}>${label}</label>
    <output for=${id}>${shown(value)}</output>
    <input
      id=${id}
      type="range"
      min=${least}
      max=${most}
      step=${step}
      aria-valuetext=${shown(value)}
      .value=${live(String(value))}
      @input=${moved}
    />
  </div>`;
}
