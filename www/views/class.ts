// A class: everybody one's own sample of one truth, and the wall of all.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { SimulateClassAnswer } from 'gradus';
import { copy } from '../hand_out';
import { lessonAsks } from '../lessons';
import * as route from '../route';
import { classWall, oneSample } from '../sheets/class';
import { CODE, nearest, newCode } from '../simulated';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { card } from './card';
import { copied } from './copied';
import { choicesOf, menu } from './menu';
import { numberWord } from './number_word';
import { asking, type Send } from './send';
import { changing } from './settings';

const say = words.learn.class;

export function classPart(state: State, send: Send): TemplateResult {
  const { mapping, questions } = decisions(state);
  const table = state.opened?.value?.table;
  const [own, wall] = mapping && table ? lessonAsks(mapping, table, questions) : [];
  const mine = state.results['learn:class']?.value?.answer;
  const all = wall && state.results[wall.slot];
  const answer = all?.value?.answer;
  return html`<p class="lead">${say.what}</p>
    <div class="lesson">
      <form class="settings" aria-label=${say.label} @submit=${(event: Event) => event.preventDefault()}>
        ${codePart(state, send)} ${mine?.kind === 'simulate_class' ? handIn(mine) : nothing} ${teacherPart(state, send)}
      </form>
      <div class="cards asked">
        ${own
          ? card(state, send, {
              slot: own.slot,
              kind: 'topic',
              result: state.results[own.slot],
              sheets: mine?.kind === 'simulate_class' ? oneSample(mine) : [],
              request: own.request,
              title: say.name,
            })
          : nothing}
        ${wall
          ? card(state, send, {
              slot: wall.slot,
              kind: 'topic',
              view: 'repetitions',
              result: all,
              sheets: answer?.kind === 'simulate_class' ? classWall(answer) : [],
              request: wall.request,
              title: say.wall,
              ...(wall.figures && { figures: wall.figures }),
            })
          : nothing}
      </div>
    </div>`;
}

function codePart(state: State, send: Send): TemplateResult {
  const { code, student } = decisions(state).questions.simulated;
  const change = changing(state, send);
  const typed = (event: Event) => {
    const text = (event.target as HTMLInputElement).value.trim();
    if (CODE.test(text)) change({ code: text.toUpperCase().replace(/^([A-H])[-– ]?/, '$1-') });
  };
  return html`<label class="slider"
      ><span>${say.code}</span>
      <input class="field" type="text" spellcheck="false" autocomplete="off" maxlength="8" .value=${live(code)} @change=${typed} />
    </label>
    <p class="seed">
      ${say.student}
      ${numberWord(say.student, student, '', (x) => x !== null && change({ student: nearest('student', x) }, 'student'))}
    </p>`;
}

/** The line, and a button that copies it. */
function handIn({ line }: SimulateClassAnswer): TemplateResult {
  return html`<div class="hand-in">
    <p class="note">${say.handIn}</p>
    <pre tabindex="0" role="textbox" aria-readonly="true" aria-label=${say.line}>${line}</pre>
    <div class="actions quiet">
      <button type="button" data-act="hand-in" @click=${(event: Event) => copied(event, copy(line))}>${say.copy}</button>
    </div>
  </div>`;
}

/** A code for a class, and what came back from it. */
function teacherPart(state: State, send: Send): TemplateResult {
  const { questions } = decisions(state);
  const { simulated } = questions;
  const change = changing(state, send);
  const set = asking(state, send);
  const letter = simulated.code.charAt(0).toUpperCase();
  const choices = choicesOf(say.truths);
  const start = (value: string) => change({ code: newCode(value), reveal: 'no', students: 0 });
  const asStudent = { ...simulated, student: 1, students: 0, reveal: 'no' as const };
  const link = () => location.href.replace(/#.*/, '') + route.write('learn', { ...questions, simulated: asStudent });
  const shown = simulated.reveal === 'yes';
  return html`<details ?open=${simulated.students > 0 || questions.collected !== ''}>
    <summary>${say.teacher}</summary>
    <div class="slider"><span>${say.truth}</span>${menu(say.truth, letter, choices, start, 'field')}</div>
    <div class="actions quiet">
      <button type="button" @click=${() => start(letter)}>${say.fresh}</button>
      <button type="button" @click=${(event: Event) => copied(event, copy(link()))}>${say.link}</button>
    </div>
    <label class="slider"
      ><span>${say.collect}</span>
      <textarea
        rows="4"
        spellcheck="false"
        autocomplete="off"
        .value=${live(questions.collected)}
        @input=${(event: Event) => set({ collected: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
    </label>
    <p class="seed">
      ${say.everyone}
      ${numberWord(say.everyone, simulated.students, '0', (x) => change({ students: nearest('students', x ?? 0) }, 'students'))}
    </p>
    <button type="button" aria-pressed=${shown ? 'true' : 'false'} @click=${() => change({ reveal: shown ? 'no' : 'yes' })}>${say.reveal}</button>
  </details>`;
}
