// The table as it was understood: what is still to be said, first answers, how it
// was read, what to look at, and the rows themselves.
import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from 'gradus';
import { allProblems } from '../all_problems';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { eventQuestions } from './event_coding';
import { firstAnswers } from './first_answers';
import { grid } from './grid';
import { madeColumns } from './made_columns';
import { problemList, type Jump } from './problems';
import { proposals } from './proposals';
import type { Send } from './send';
import { textBox } from './text_box';
import { understanding } from './understanding';

export function dataPlace(state: State, send: Send): TemplateResult {
  const loaded = state.opened?.value;
  if (!loaded) return html``;
  const { table } = loaded;
  const { mapping } = decisions(state);
  const problems = allProblems(state);
  const jump = (row: number, column: string | null) => send({ do: 'find', row, column });
  const readable = table.rows > 0;
  return html`<div class="place data">
    <h1>${words.data.heading}</h1>
    ${mapping && readable ? eventQuestions(mapping, state, send) : nothing}
    ${problemPart(problems, jump)}
    ${readable ? firstAnswers(state) : textBox(state, send)}
    ${understanding(state, send)}
    ${readable ? proposals(state, send) : nothing}
    ${readable ? madeColumns(state, send) : nothing}
    ${readable ? grid(state, send) : nothing}
    ${readable ? editAgain(state, send) : nothing}
  </div>`;
}

/** This many are in sight; the rest opens. */
const IN_SIGHT = 3;

function problemPart(problems: Problem[], jump: Jump): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  const of = (wanted: Problem['severity']) => problems.filter(({ severity }) => severity === wanted).length;
  return html`<section class="part to-look-at" id="to-look-at" tabindex="-1" aria-labelledby="to-look-at-heading">
    <h2 id="to-look-at-heading">
      ${words.data.problems} <small>${words.data.counted(of('error'), of('warning'), of('note'))}</small>
    </h2>
    ${problemList(problems.slice(0, IN_SIGHT), jump)}
    ${problems.length > IN_SIGHT
      ? html`<details>
          <summary>${words.data.moreProblems(problems.length - IN_SIGHT)}</summary>
          ${problemList(problems.slice(IN_SIGHT), jump)}
        </details>`
      : nothing}
  </section>`;
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
