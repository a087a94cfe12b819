// Questions for students: what to read from, the questions, each with its check
// and the demonstration that shows how.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Expected, Level, Question } from 'gradus';
import { exact, tied } from '../format';
import { givenKey, hinted, hintSlot, isRight, LEVELS, quizFigures, quizOf } from '../quiz';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { figureOf } from './figure';
import { menu } from './menu';
import { problemList } from './problems';
import { asking, type Send } from './send';
import { demonstrationOf } from './show_how';

const say = words.quiz;

export function quizPart(state: State, send: Send): TemplateResult {
  const { mapping, questions } = decisions(state);
  const table = state.opened?.value?.table;
  const figures = mapping && table ? quizFigures(mapping, table, questions) : [];
  if (figures.length === 0) return html`<p class="notice">${say.none}</p>`;
  const reply = quizOf(state)?.value;
  const set = asking(state, send);
  const { level, seed } = questions.quiz;
  const change = (part: Partial<typeof questions.quiz>) => set({ quiz: { ...questions.quiz, ...part } });
  const seedChanged = (event: Event) => {
    const { valueAsNumber } = event.target as HTMLInputElement;
    if (Number.isInteger(valueAsNumber) && valueAsNumber >= 0) change({ seed: valueAsNumber });
  };
  const asked = reply?.quiz?.questions ?? [];
  return html`<p class="lead">${say.what}</p>
    <div class="quiz-choices">
      ${menu(
        say.level,
        level,
        LEVELS.map((one) => ({ value: one, label: say.levels[one] })),
        (value) => change({ level: value as Level }),
        'field',
      )}
      <label>${say.seed} <input type="number" min="0" step="1" inputmode="numeric" .value=${live(String(seed))} @change=${seedChanged} /></label>
      <button type="button" @click=${() => change({ seed: seed + 1 })}>${say.another}</button>
      <span class="score" role="status">${score(state, asked)}</span>
    </div>
    ${reply && reply.problems.length ? problemList(reply.problems, () => {}) : nothing}
    <details class="part" open>
      <summary>${say.figures}</summary>
      <div class="quiz-figures">
        ${figures.map(({ slot }) => figureOf(state, 'topic', state.results[slot]?.value?.display_list))}
      </div>
    </details>
    <ol class="quiz">
      ${asked.map((question, k) => questionPart(state, send, question, k))}
    </ol>`;
}

function score(state: State, asked: readonly Question[]): string {
  const { quiz } = decisions(state).questions;
  const right = asked.filter((question) => {
    const given = state.given[givenKey(quiz, question)];
    return given?.checked && isRight(question.expected, given.text);
  });
  return asked.some((question) => state.given[givenKey(quiz, question)]?.checked) ? say.score(right.length, asked.length) : '';
}

function questionPart(state: State, send: Send, question: Question, k: number): TemplateResult {
  const key = givenKey(decisions(state).questions.quiz, question);
  const given = state.given[key] ?? { text: '', checked: false };
  const give = (text: string, checked = false) => send({ do: 'give', key, given: { text, checked } });
  const slot = hintSlot(k);
  const open = state.showing[slot] ?? null;
  const { hint } = question;
  const toggle = () =>
    send({ do: 'show', slot, showing: open ? null : { show: hint.show, part: hint.part, step: hint.step, playing: false } });
  const submit = (event: Event) => {
    event.preventDefault();
    give(given.text, true);
  };
  const chosen = hinted(state, slot);
  return html`<li>
    <form class="question card" @submit=${submit}>
      <p class="asked" id=${`asked-${k}`}>${tied(question.text)}</p>
      ${field(question.expected, given.text, k, give)}
      <div class="actions quiet">
        <button type="submit">${say.check}</button>
        <button type="button" aria-expanded=${open ? 'true' : 'false'} data-opens="show" @click=${toggle}>${say.hint}</button>
      </div>
      <p class="verdict" role="status">${given.checked ? verdict(question, given.text) : nothing}</p>
      ${open && chosen ? demonstrationOf(state, send, slot, open, [chosen]) : nothing}
    </form>
  </li>`;
}

function field(expected: Expected, text: string, k: number, give: (text: string) => void): TemplateResult {
  if (expected.kind === 'choice') {
    return html`<div role="radiogroup" class="choices" aria-labelledby=${`asked-${k}`}>
      ${expected.choices.map(
        (choice, at) =>
          html`<label
            ><input type="radio" name=${`question-${k}`} value=${at} .checked=${live(text === String(at))} @change=${() => give(String(at))} />
            ${tied(choice)}</label
          >`,
      )}
    </div>`;
  }
  const { tolerance, unit } = expected;
  const said = tolerance > 0 ? say.within(exact(Number(tolerance.toPrecision(2))), unit) : say.exact(unit);
  return html`<p class="typed">
    <input
      type="text"
      inputmode="decimal"
      autocomplete="off"
      size="8"
      aria-labelledby=${`asked-${k}`}
      aria-describedby=${`said-${k}`}
      .value=${live(text)}
      @input=${(event: Event) => give((event.target as HTMLInputElement).value)}
    />
    <span class="note" id=${`said-${k}`}>${said}</span>
  </p>`;
}

function verdict({ expected, explanation }: Question, text: string): TemplateResult {
  const right = isRight(expected, text);
  if (right === null) return html`${expected.kind === 'choice' ? say.choose : say.noNumber}`;
  if (right) return html`<strong class="yes">✓ ${say.right}</strong> ${tied(explanation)}`;
  return html`<strong class="no">✗ ${say.wrong}</strong>
    <details>
      <summary>${say.tell}</summary>
      <p>${tied(explanation)}</p>
    </details>`;
}

