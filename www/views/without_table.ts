// What needs no table: converting a grade, checking a printed figure, planning.
import { html, type TemplateResult } from 'lit';
import { BLANK } from '../blank';
import type { Place, Questions } from '../state';
import { words } from '../strings/en';
import type { Send } from './send';

const TASKS: readonly [keyof typeof words.empty.tasks, Place, Partial<Questions>][] = [
  ['convert', 'grades', { grades: 'convert' }],
  ['own', 'grades', { grades: 'own' }],
  ['printed', 'correlation', { topic: 'printed' }],
  ['needed', 'correlation', { topic: 'needed' }],
  ['learn', 'learn', { lesson: 'contents' }],
];

export function withoutTable(send: Send): TemplateResult {
  const open = (place: Place, questions: Partial<Questions>) => {
    send({ do: 'choose', source: BLANK, mapping: null, place });
    send({ do: 'go', place, questions });
  };
  return html`<h2 class="quiet">${words.empty.withoutTable}</h2>
    <div class="actions">
      ${TASKS.map(
        ([name, place, questions]) =>
          html`<button type="button" data-task=${name} @click=${() => open(place, questions)}>${words.empty.tasks[name]}</button>`,
      )}
    </div>`;
}
