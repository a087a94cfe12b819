// The table as it was understood: what is still to be said, first answers, how it
// was read, what to look at, and the rows themselves.
import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from 'gradus';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { eventQuestions } from './event_coding';
import { firstAnswers } from './first_answers';
import { grid } from './grid';
import { problemList } from './problems';
import { proposals } from './proposals';
import type { Send } from './send';
import { textBox } from './text_box';
import { understanding } from './understanding';

export function dataPlace(state: State, send: Send): TemplateResult {
  const loaded = state.opened?.value;
  if (!loaded) return html``;
  const { table } = loaded;
  const { mapping } = decisions(state);
  const problems = distinctProblems([...table.problems, ...(state.mapped?.value?.problems ?? [])]);
  const jump = (row: number, column: string | null) => send({ do: 'find', row, column });
  const readable = table.rows > 0;
  return html`<div class="place data">
    <h1>${words.data.heading}</h1>
    ${mapping && readable ? eventQuestions(mapping, state, send) : nothing}
    ${problems.some(({ severity }) => severity === 'error') ? problemPart(problems, jump) : nothing}
    ${readable ? firstAnswers(state) : textBox(state, send)}
    ${readable ? understanding(state, send) : nothing}
    ${readable ? proposals(state, send) : nothing}
    ${readable ? grid(state, send) : nothing}
    ${readable ? editAgain(state, send) : nothing}
    ${problems.length && !problems.some(({ severity }) => severity === 'error')
      ? problemPart(problems, jump)
      : nothing}
  </div>`;
}

function problemPart(
  problems: Problem[],
  jump: (row: number, column: string | null) => void,
): TemplateResult {
  return html`<section class="part">
    <h2>${words.data.problems}</h2>
    ${problemList(problems, jump)}
  </section>`;
}

/** The same problem may be found when reading and again when mapping. */
function distinctProblems(problems: Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    // The question about the event is asked above, with its values.
    if (problem.code === 'event_not_coded') return false;
    const key = JSON.stringify([problem.code, problem.place, problem.what]);
    return !seen.has(key) && seen.add(key);
  });
}

/** Longer texts are put right where they came from: a box with them would be slow. */
const LONGEST_TO_EDIT = 2_000_000;

function editAgain(state: State, send: Send): TemplateResult | typeof nothing {
  const { source } = state;
  if (source?.from !== 'paste' || source.text.length > LONGEST_TO_EDIT) return nothing;
  return html`<details class="part">
    <summary>${words.data.edit}</summary>
    ${textBox(state, send)}
  </details>`;
}
