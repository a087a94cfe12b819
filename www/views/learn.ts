// The Learn place: a list of lessons, and the one that is open.
import { html, nothing, type TemplateResult } from 'lit';
import { ELSEWHERE, LESSONS, PARTS, type Lesson, type Opened } from '../lessons';
import * as route from '../route';
import { TRAPS } from '../simulated';
import { decisions, type Questions, type State } from '../state';
import { words } from '../strings/en';
import { classPart } from './class';
import { hasSomething } from './rail';
import { presentButton } from './present';
import { quizPart } from './quiz';
import type { Send } from './send';
import { simulator } from './simulator';
import { glossaryPart } from './terms';
import { topicLinks } from './topics';
import { tourPart } from './tour';
import { trapPart } from './trap';

/** A view for each lesson; the engine's answers lie in the slots it asked for. */
const VIEWS: Record<Opened, (state: State, send: Send) => TemplateResult> = {
  tour: tourPart,
  trial: simulator('trial'),
  grading: simulator('grading'),
  study: simulator('study'),
  trap: trapPart,
  class: classPart,
  questions: quizPart,
  glossary: glossaryPart,
};

export function learnPlace(state: State, send: Send): TemplateResult {
  const { questions } = decisions(state);
  const { lesson } = questions;
  const address = (one: Lesson) => route.write('learn', { ...questions, lesson: one });
  return html`<div class="place learn">
    <h1 class=${lesson === 'contents' ? '' : 'unseen'}>${words.learn.heading}</h1>
    ${LESSONS.length > 1
      ? topicLinks(
          words.learn.label,
          LESSONS.map((one) => ({ value: address(one), label: words.learn[one].name })),
          address(lesson),
        )
      : nothing}
    ${lesson === 'contents' ? contents(state, address) : html`${lesson === 'tour' ? nothing : presentButton(questions)}${VIEWS[lesson](state, send)}`}
  </div>`;
}

function contents(state: State, address: (lesson: Lesson) => string): TemplateResult {
  const { questions } = decisions(state);
  const open = ELSEWHERE.filter(({ place, table }) => !table || hasSomething(state, place));
  return html`<p class="lead">${words.learn.lead}</p>
    ${PARTS.map(
      ({ part, lessons }) =>
        html`<section class="part">
          <h2>${words.learn.parts[part].name}</h2>
          <p class="note">${words.learn.parts[part].what}</p>
          <ul class="lessons">
            ${lessons.map((one) => (one === 'trap' ? traps(questions) : html`<li><a href=${address(one)}>${words.learn[one].name}</a></li>`))}
          </ul>
        </section>`,
    )}
    <section class="part">
      <h2>${words.learn.elsewhere.name}</h2>
      <ul class="lessons">
        ${open.map(
          ({ name, place, questions: own }) =>
            html`<li><a href=${route.write(place, { ...questions, ...own })}>${words.learn.elsewhere[name]}</a></li>`,
        )}
      </ul>
    </section>`;
}

/** Each trap is a lesson of its own. */
function traps(questions: Questions): TemplateResult[] {
  return TRAPS.map((trap) => {
    const simulated = { ...questions.simulated, trap, strength: null };
    return html`<li><a href=${route.write('learn', { ...questions, lesson: 'trap', simulated })}>${words.learn.trap.names[trap]}</a></li>`;
  });
}
