// A grade found after time begins: why that flatters one group, and what to do.
import { html, nothing, type TemplateResult } from 'lit';
import { endpointsOf } from '../ask';
import type { Mapping } from 'gradus';
import * as route from '../route';
import type { Questions } from '../state';
import { words } from '../strings/en';

/** Splits by what imaging after treatment, or pathology, has found. */
const FOUND_LATER = ['post', 'pathology', 'delta'];

export function knownLater(mapping: Mapping, questions: Questions): TemplateResult | typeof nothing {
  const entered = endpointsOf(mapping, questions).every(({ entry }) => entry != null);
  if (entered || !FOUND_LATER.includes(questions.by)) return nothing;
  const { summary, why, todo, go } = words.survival.knownLater;
  return html`<details class="note" data-part="known-later">
    <summary>${summary}</summary>
    <p>${why}</p>
    <ul>
      ${todo.map((line) => html`<li>${line}</li>`)}
    </ul>
    <p><a href=${route.write('data', questions)}>${go}</a></p>
  </details>`;
}
