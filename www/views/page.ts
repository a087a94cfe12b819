// The whole page: top line, rail, the open place, and what is said aloud.
import { html, nothing, type TemplateResult } from 'lit';
import { words } from '../strings/en';
import type { Place, State } from '../state';
import { correlationPlace } from './correlation';
import { dataPlace } from './data';
import { failurePanel, inPageNotice } from './failure';
import { gradesPlace } from './grades';
import { learnPlace } from './learn';
import { notice } from './notice';
import { rail } from './rail';
import type { Send } from './send';
import { startPlace } from './start';
import { survivalPlace } from './survival';
import { topLine } from './top';
import { workingBar } from './working';

const PLACES: Record<Place, (state: State, send: Send) => TemplateResult> = {
  data: dataPlace,
  grades: gradesPlace,
  correlation: correlationPlace,
  survival: survivalPlace,
  learn: learnPlace,
};

export function page(state: State, send: Send, stop: () => void): TemplateResult {
  const started = state.source !== null && state.opened?.value !== undefined;
  return html`
    <a class="skip" href="#main" @click=${toContent}>${words.skip}</a>
    ${topLine(state, send)}
    <div class="frame ${started ? 'with-rail' : ''}">
      ${started ? rail(state) : nothing}
      <main id="main" tabindex="-1" aria-busy=${state.slow === null ? 'false' : 'true'}>
        ${workingBar(state, stop)} ${failurePanel(state, send)} ${inPageNotice(state)}
        ${started ? html`${notice(state, send)}${PLACES[state.place](state, send)}` : startPlace(state, send)}
      </main>
    </div>
    <p class="unseen" role="status">${state.announcement}</p>
  `;
}

/** The fragment belongs to the places, so the link moves the focus itself. */
function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
