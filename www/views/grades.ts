// Every patient's grades as intervals, how they spread, and how far they moved.
import { html, nothing, type TemplateResult } from 'lit';
import type { Boundary, GradesAnswer, Mapping } from 'gradus';
import { gradeOf } from '../ask';
import { count } from '../format';
import { boundaryOf } from '../roles';
import { GRADE_TOPICS, type GradeTopic } from '../grade_topics';
import * as route from '../route';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { changePart } from './change';
import { columnScales } from './column_scales';
import { converter } from './convert';
import { distribution } from './distribution';
import { figureOf } from './figure';
import { choicesOf, menu } from './menu';
import { patientTable } from './patients';
import { ownScalesPart } from './own_scale';
import { problemList } from './problems';
import { scalesPart } from './scales';
import type { Send } from './send';
import { topicLinks } from './topics';

export function gradesPlace(state: State, send: Send): TemplateResult {
  const { mapping, questions } = decisions(state);
  const address = (one: GradeTopic) => route.write('grades', { ...questions, grades: one });
  return html`<div class="place grades">
    <h1 class=${questions.grades === 'cohort' ? '' : 'unseen'}>${words.grades.heading}</h1>
    ${topicLinks(
      words.gradeTopics.label,
      GRADE_TOPICS.map((one) => ({ value: address(one), label: words.gradeTopics[one].name })),
      address(questions.grades),
    )}
    ${part(state, mapping, questions.grades, send)}
  </div>`;
}

/** What is asked of grades needs a column of them; scales need none. */
function part(state: State, mapping: Mapping | null, topic: GradeTopic, send: Send): TemplateResult {
  const ofGrades = topic === 'cohort' || topic === 'change';
  if (!mapping || (ofGrades && mapping.grades.length === 0)) return html`<p>${words.grades.none}</p>`;
  return PARTS[topic](state, mapping, send);
}

const PARTS: Record<GradeTopic, (state: State, mapping: Mapping, send: Send) => TemplateResult> = {
  cohort,
  change: changePart,
  convert: converter,
  scales: scalesPart,
  own: ownScalesPart,
};

function cohort(state: State, mapping: Mapping, send: Send): TemplateResult {
  const result = state.results.grades;
  const answer = result?.value?.answer;
  return html`${columnScales(state, mapping, send)} ${boundarySentence(mapping, send)}
    ${result?.value?.problems.length ? problemList(result.value.problems, null) : nothing}
    ${answer?.kind === 'grades' ? spread(state, answer) : nothing}
    ${canMove(mapping) ? moved(state, answer?.kind === 'grades' ? answer : null) : sizing(state)}
    ${answer?.kind === 'grades' ? patients(state, answer, send) : nothing}`;
}

function boundarySentence(mapping: Mapping, send: Send): TemplateResult {
  const [before, after] = words.grades.sentence;
  const choose = (value: string) =>
    send({
      do: 'decide',
      change: {
        mapping: {
          ...mapping,
          grades: mapping.grades.map((grade) => ({ ...grade, boundary: value as Boundary })),
        },
      },
    });
  const choices = choicesOf(words.grades.boundary);
  return html`<p class="sentence">
      ${before}${menu(words.grades.boundaryLabel, boundaryOf(mapping), choices, choose)}${after}
    </p>
    <p class="note">${words.grades.boundaryWhy}</p>`;
}

function canMove(mapping: Mapping): boolean {
  return gradeOf(mapping, 'pre') !== undefined && gradeOf(mapping, 'post') !== undefined;
}

/** Without a figure to show, its place still tells the engine how wide it may draw. */
function sizing(state: State): TemplateResult {
  return html`<div class="unseen-room">${figureOf(state, 'grades', null)}</div>`;
}

const isOld = (state: State) => state.results.grades?.status === 'working' && state.slow !== null;

function spread(state: State, answer: GradesAnswer): TemplateResult {
  return html`<section class="part ${isOld(state) ? 'old' : ''}">
    <h2>${words.grades.distribution}</h2>
    ${distribution(answer)}
  </section>`;
}

function patients(state: State, answer: GradesAnswer, send: Send): TemplateResult {
  const { patients, accounting } = answer;
  return html`<section class="part ${isOld(state) ? 'old' : ''}">
    <h2>${words.grades.patients}</h2>
    <p class="note">${words.grades.why}</p>
    ${patientTable(answer, (row, column) => send({ do: 'find', row, column }))}
    ${patients.length < accounting.used
      ? html`<p class="note">${words.grades.firstOnly(count(patients.length), count(accounting.used))}</p>`
      : nothing}
  </section>`;
}

function moved(state: State, answer: GradesAnswer | null): TemplateResult {
  const directions = answer?.directions;
  const lines = (['rise', 'fall', 'undetermined', 'missing'] as const).filter(
    (direction) => direction !== 'missing' || (directions?.missing ?? 0) > 0,
  );
  return html`<section class="part ${isOld(state) ? 'old' : ''}">
    <h2>${words.grades.moved}</h2>
    ${directions
      ? html`<dl class="tally">
          ${lines.map(
            (direction) =>
              html`<div>
                <dt>${words.grades.directions[direction]}</dt>
                <dd>${count(directions[direction])}</dd>
              </div>`,
          )}
        </dl>`
      : nothing}
    ${figureOf(state, 'grades', state.results.grades?.value?.display_list)}
  </section>`;
}
