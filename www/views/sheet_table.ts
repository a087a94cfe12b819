// A sheet of results as a real table, rounded or with every digit.
import { html, type TemplateResult } from 'lit';
import { figure, limits } from '../format';
import type { Cell, Sheet } from '../sheet';

export function sheetTable(sheet: Sheet, full: boolean, named = false): TemplateResult {
  return html`<div class="wide" tabindex="0" role="group" aria-label=${sheet.caption}>
    <table class="numbers">
      <caption class=${named ? 'named' : 'unseen'}>
        ${sheet.caption}
      </caption>
      <thead>
        <tr>
          ${sheet.columns.map((name, k) => html`<th scope="col" class=${k ? 'number' : ''}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${sheet.rows.map(
          ([first, ...rest]) =>
            html`<tr>
              <th scope="row">${cell(first ?? '', full)}</th>
              ${rest.map((one) => html`<td class="number">${cell(one, full)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(one: Cell, full: boolean): TemplateResult | string {
  if (typeof one === 'string') return one;
  if ('value' in one) return figure(one.value, full, one.how);
  return limits(one.low, one.high, full, one.how);
}
