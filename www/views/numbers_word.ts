// An underlined word of a sentence that is several numbers to be typed.
import { html, type TemplateResult } from 'lit';
import { numbersIn } from '../numbers';

/** What is written back is what was understood: `12, 24`. */
export function numbersWord(label: string, value: string, placeholder: string, choose: (value: string) => void): TemplateResult {
  return html`<input
    class="word several"
    inputmode="decimal"
    aria-label=${label}
    placeholder=${placeholder}
    .value=${value}
    @change=${(event: Event) => choose(numbersIn((event.target as HTMLInputElement).value).join(', '))}
  />`;
}
