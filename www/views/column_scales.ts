// Which scale each column is graded by, as menus.
import { html, type TemplateResult } from 'lit';
import type { Mapping } from 'gradus';
import { knownScales } from '../known_scales';
import type { State } from '../state';
import { words } from '../strings/en';
import { menu } from './menu';
import type { Send } from './send';

export function columnScales(state: State, mapping: Mapping, send: Send): TemplateResult {
  const choices = knownScales(state).map(({ id, name }) => ({ value: id, label: name }));
  const choose = (column: string) => (scale: string) =>
    send({
      do: 'decide',
      change: {
        mapping: {
          ...mapping,
          grades: mapping.grades.map((grade) => (grade.column === column ? { ...grade, scale } : grade)),
        },
      },
    });
  return html`<ul class="by-scale">
    ${mapping.grades.map(
      ({ column, scale }) =>
        html`<li>
          <strong>${column}</strong> ${words.grades.gradedBy}
          ${menu(words.grades.scaleOf(column), scale, choices, choose(column), 'field')}
        </li>`,
    )}
  </ul>`;
}
