// The questions of a place: links where there is room, a menu where there is none;
// the open one is marked.
import { html, type TemplateResult } from 'lit';
import { menu, type Choice } from './menu';

/** Each question with its address. */
export function topicLinks(label: string, choices: readonly Choice[], open: string): TemplateResult {
  const go = (to: string) => (location.hash = to);
  return html`<nav class="topics" aria-label=${label}>
    ${menu(label, open, choices, go, 'field')}
    <ul>
      ${choices.map(
        ({ value, label: name }) =>
          html`<li><a href=${value} aria-current=${value === open ? 'true' : 'false'}>${name}</a></li>`,
      )}
    </ul>
  </nav>`;
}
