// Problems as a list: what, where, found, expected, what to do; each jumps to its cell.
import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from 'gradus';
import { words } from '../strings/en';

export type Jump = (row: number, column: string | null) => void;

const ROWS_NAMED = 6;

export function problemList(problems: readonly Problem[], jump: Jump | null): TemplateResult {
  return html`<ul class="problems">
    ${problems.map((problem) => one(problem, jump))}
  </ul>`;
}

function one(problem: Problem, jump: Jump | null): TemplateResult {
  const { severity, place, what, found, expected, hint, count } = problem;
  const where = [
    ...(place.row == null ? [] : [words.data.row(place.row)]),
    ...(place.column == null ? [] : [words.data.column(place.column)]),
  ].join(', ');
  return html`<li class="is-${severity}" data-code=${problem.code}>
    <span class="severity">${words.data.severity[severity]}</span>
    <div>
      <p>
        ${where ? html`<strong>${where}:</strong>` : nothing} ${what}
        ${found == null ? nothing : words.data.found(found)}
        ${expected == null ? nothing : words.data.expected(expected)}
        ${hint ?? nothing}
      </p>
      ${rows(problem, jump)}
      ${count > 1 ? html`<small>${words.data.times(count)}</small>` : nothing}
    </div>
  </li>`;
}

function rows({ rows, place }: Problem, jump: Jump | null): TemplateResult | typeof nothing {
  if (!jump || rows.length === 0) return nothing;
  return html`<span class="jumps">
    ${rows
      .slice(0, ROWS_NAMED)
      .map(
        (row) =>
          html`<button type="button" class="jump" @click=${() => jump(row, place.column ?? null)}>
            ${words.data.row(row)}
          </button>`,
      )}
  </span>`;
}
