// How many patients in each grade, a row per grade and a bar per column.
import { html, nothing, type TemplateResult } from 'lit';
import type { GradesAnswer } from 'gradus';
import { band, count } from '../format';
import { words } from '../strings/en';

/** A table for the columns of each scale. */
export function distribution({ columns }: GradesAnswer): TemplateResult {
  const scales = [...new Set(columns.map(({ scale }) => scale))];
  return html`${scales.map((scale) => ofScale(columns.filter((column) => column.scale === scale)))}`;
}

function ofScale(columns: GradesAnswer['columns']): TemplateResult {
  const bands = columns[0]?.bands ?? [];
  const most = Math.max(1, ...columns.flatMap((column) => column.bands.map((one) => one.count)));
  const other = (['missing', 'unsettled', 'unread'] as const).filter((kind) =>
    columns.some((column) => column[kind] > 0),
  );
  return html`<div class="wide" tabindex="0" role="group" aria-label=${words.grades.distribution}>
    <table class="numbers distribution">
      <thead>
        <tr>
          <th scope="col">${words.grades.grade}</th>
          <th scope="col">${words.grades.necrosis}</th>
          ${columns.map((column) => html`<th scope="col">${column.column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${bands.map(
          (one, k) =>
            html`<tr>
              <th scope="row">${one.label}</th>
              <td>${one.necrosis ? band(one.necrosis) : nothing}</td>
              ${columns.map(({ bands: own }) => html`<td>${bar(own[k]?.count ?? 0, most)}</td>`)}
            </tr>`,
        )}
        ${other.map(
          (kind) =>
            html`<tr class="other">
              <th scope="row">${words.grades[kind]}</th>
              <td></td>
              ${columns.map((column) => html`<td><span class="tally-number">${count(column[kind])}</span></td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The number is the message; the bar only helps the eye. */
function bar(n: number, most: number): TemplateResult {
  return html`<span class="bar"
    ><span class="tally-number">${count(n)}</span
    ><meter min="0" max=${most} value=${n} aria-hidden="true"></meter
  ></span>`;
}
