// The cohort in one line, from counts the engine made: patients, gradable
// pathology, events of the first endpoint, and how the text was read.
import { gradeOf } from './ask';
import { count } from './format';
import { decisions, type State } from './state';
import { words } from './strings/en';

/** Decisions of the reading that change what a number is. */
const NOTABLE = ['decimal_comma', 'thousands_comma', 'no_header', 'preamble'];

export function cohortSentence(state: State): string {
  const loaded = state.opened?.value;
  if (!loaded || loaded.table.rows === 0) return '';
  const { table, proposal } = loaded;
  const { mapping } = decisions(state);
  const parts = [words.cohort.patients(count(table.rows))];
  const pathology = mapping && gradeOf(mapping, 'pathology');
  const counted = state.mapped?.value?.grade_counts.find(({ column }) => column === pathology?.column);
  if (counted) parts.push(words.cohort.withGrade(count(counted.read), 'pathology'));
  const endpoint = mapping?.endpoints.find(({ coding }) => coding.event.length > 0);
  const values =
    proposal.events.find((known) => known.column === endpoint?.event)?.values ??
    state.values[`values:${endpoint?.event}`]?.value;
  if (endpoint && values) {
    const events = values.filter(({ text }) => endpoint.coding.event.includes(text));
    const total = events.reduce((sum, value) => sum + value.count, 0);
    parts.push(words.cohort.events(count(total), endpoint.name));
  }
  const said = table.understanding.decisions.filter(({ code }) => NOTABLE.includes(code));
  parts.push(...said.map(({ what }) => what));
  if (state.source?.from === 'file') parts.unshift(state.source.file.name);
  if (state.source?.from === 'example' && state.source.name === 'sts27') {
    parts.unshift(words.cohort.synthetic);
  }
  return parts.filter(Boolean).join(' · ');
}
