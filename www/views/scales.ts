// Every scale with its bands, its source and how well it is known; which convert
// exactly into which; and those that no per cent defines.
import { html, nothing, type TemplateResult } from 'lit';
import type { Band, NotConvertible, Scale, ScalesAnswer } from 'gradus';
import { band } from '../format';
import { SCALES } from '../grade_topics';
import { matrixSheet } from '../sheets/conversion';
import type { State } from '../state';
import { words } from '../strings/en';
import { sheetTable } from './sheet_table';

export function scalesPart(state: State): TemplateResult {
  const answer = state.results[SCALES]?.value?.answer;
  if (answer?.kind !== 'scales') return html``;
  const say = words.gradeTopics.scales;
  return html`<p class="note">${say.note}</p>
    <section class="part">
      <h2>${say.listed}</h2>
      ${answer.scales.map(sourceOf)}
    </section>
    <section class="part">
      <h2>${say.matrix.heading}</h2>
      <p class="note">${say.matrix.how}</p>
      ${exactly(answer)} ${sheetTable(matrixSheet(answer.matrix), false)}
    </section>
    <section class="part">
      <h2>${say.notConvertible}</h2>
      <dl class="reasons">${answer.not_convertible.map(reason)}</dl>
    </section>`;
}

/** In words: which scale says everything that another needs. */
function exactly({ matrix: { names, grades, exact_grades } }: ScalesAnswer): TemplateResult {
  const lines = names.flatMap((name, i) => {
    const into = names.filter((_, j) => j !== i && exact_grades[i]?.[j] === grades[i]);
    return into.length ? [html`<li><strong>${name}</strong> → ${into.join('; ')}</li>`] : [];
  });
  return html`<details>
    <summary>${words.gradeTopics.scales.matrix.list(lines.length)}</summary>
    <ul>
      ${lines}
    </ul>
  </details>`;
}

function reason({ name, why }: NotConvertible): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${why}.</dd>
  </div>`;
}

/** One scale: how well it is known at once, its bands and source on demand. */
export function sourceOf(scale: Scale): TemplateResult {
  const say = words.gradeTopics.scales;
  return html`<details class="scale" data-scale=${scale.id}>
    <summary>${scale.name} <span class="confidence">${say.confidence[scale.confidence]}</span></summary>
    <div class="wide" tabindex="0" role="group" aria-label=${scale.name}>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">${words.gradeTopics.convert.rows.grade}</th>
            <th scope="col" class="number">${say.measures[scale.measures]}</th>
            <th scope="col">${say.asWritten}</th>
          </tr>
        </thead>
        <tbody>
          ${scale.grades.map(
            (grade) =>
              html`<tr>
                <th scope="row">${grade.label}</th>
                <td class="number">${grade.band ? written(grade.band) : words.gradeTopics.convert.rows.inWords}</td>
                <td>${grade.text}${grade.note ? html` (${grade.note})` : nothing}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <dl class="reasons">
      ${[
        [say.site, scale.site],
        [say.goodResponder, scale.good_responder],
        [say.assumption, scale.assumption],
        [say.convention, scale.convention],
        ...scale.open_questions.map((one) => [say.open, one] as const),
        [say.confidenceNote, scale.confidence_note],
        [say.remark, scale.note],
        [say.citation, scale.citation],
      ].map(([name, text]) =>
        text
          ? html`<div>
              <dt>${name}</dt>
              <dd>${text}</dd>
            </div>`
          : nothing,
      )}
    </dl>
  </details>`;
}

/** An end that the source gives to neither neighbour has a question mark. */
function written({ interval, low_unsettled, high_unsettled }: Band): string {
  const text = band(interval);
  const marked = low_unsettled ? text.replace(',', '?,') : text;
  return high_unsettled ? marked.replace(/([\])])$/, '?$1') : marked;
}
