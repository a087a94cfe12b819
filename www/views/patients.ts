// Patient by patient: each grade, and Δ in steps, midpoint points and as an interval.
import { html, nothing, type TemplateResult } from 'lit';
import type { GradesAnswer, PatientGrades } from 'gradus';
import { band, exact } from '../format';
import { words } from '../strings/en';
import type { Jump } from './problems';

export function patientTable(answer: GradesAnswer, jump: Jump): TemplateResult {
  const { columns, patients } = answer;
  const delta = answer.directions !== undefined;
  return html`<div class="wide tall" tabindex="0" role="region" aria-label=${words.grades.patients}>
    <table class="numbers patients">
      <thead>
        <tr>
          <th scope="col">${words.grades.row}</th>
          <th scope="col">${words.grades.patient}</th>
          ${columns.map((column) => html`<th scope="col">${column.column}</th>`)}
          ${delta
            ? html`<th scope="col" class="number">${words.grades.steps}</th>
                <th scope="col" class="number">${words.grades.points}</th>
                <th scope="col" class="number">${words.grades.interval}</th>
                <th scope="col">${words.grades.direction}</th>`
            : nothing}
        </tr>
      </thead>
      <tbody>
        ${patients.map((patient) => one(patient, answer, delta, jump))}
      </tbody>
    </table>
  </div>`;
}

function one(
  patient: PatientGrades,
  answer: GradesAnswer,
  delta: boolean,
  jump: Jump,
): TemplateResult {
  const signed = (x: number) => (x > 0 ? `+${exact(x)}` : exact(x));
  return html`<tr>
    <td>
      <button type="button" class="jump" @click=${() => jump(patient.row, null)}>${patient.row}</button>
    </td>
    <th scope="row">${patient.id ?? nothing}</th>
    ${patient.grades.map((grade, k) =>
      grade
        ? html`<td title=${answer.columns[k]?.column ?? ''}>
            ${grade.label} <span class="band">${grade.necrosis ? band(grade.necrosis) : nothing}</span>
          </td>`
        : html`<td class="no-number">${words.grades.missing}</td>`,
    )}
    ${delta
      ? html`<td class="number">${patient.delta?.steps == null ? '–' : signed(patient.delta.steps)}</td>
          <td class="number">${patient.delta?.change ? signed(patient.delta.change.midpoint_points) : '–'}</td>
          <td class="number">${patient.delta?.change ? band(patient.delta.change.interval) : '–'}</td>
          <td>${direction(patient.delta)}</td>`
      : nothing}
  </tr>`;
}

/** "rise certain", "rise or fall possible", with floor and ceiling where it began there. */
function direction(delta: PatientGrades['delta']): string {
  const say = words.grades.sure;
  const began = delta?.at_ceiling ? say.ceiling : delta?.at_floor ? say.floor : '';
  if (!delta?.change) return began || '–';
  const { rise, fall } = delta.change;
  if (rise === 'certain') return say.rise + began;
  if (fall === 'certain') return say.fall + began;
  if (rise === 'possible' && fall === 'possible') return say.both + began;
  return (rise === 'possible' ? say.noFall : fall === 'possible' ? say.noRise : say.none) + began;
}
