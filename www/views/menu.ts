// An underlined word of a sentence that is a menu: the browser's own.
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Choice } from '../menu_choices';

export { choicesOf, type Choice } from '../menu_choices';

export function menu(
  label: string,
  value: string,
  choices: readonly Choice[],
  choose: (value: string) => void,
  kind: 'word' | 'field' = 'word',
): TemplateResult {
  const changed = (event: Event) => choose((event.target as HTMLSelectElement).value);
  return html`<select class=${kind} aria-label=${label} title=${label} @change=${changed}>
    ${choices.map(
      (choice) =>
        html`<option value=${choice.value} .selected=${live(choice.value === value)}>${choice.label}</option>`,
    )}
  </select>`;
}
