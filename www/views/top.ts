// The top line: the cohort in a sentence, undo, redo, wipe, theme, and the privacy mark.
import { html, nothing, type TemplateResult } from 'lit';
import { allProblems } from '../all_problems';
import { BLANK } from '../blank';
import { cohortSentence } from '../cohort_sentence';
import { words } from '../strings/en';
import type { State, Theme } from '../state';
import { keepMenu } from './keep_menu';
import { menu } from './menu';
import type { Send } from './send';

const THEMES: Theme[] = ['system', 'light', 'dark'];

export function topLine(state: State, send: Send): TemplateResult {
  const { past, future } = state.history;
  const has = state.source !== null;
  return html`<header class="top">
    <span class="brand">${steps()}<span>${words.title}</span></span>
    <p class="cohort">${has ? cohortSentence(state) : words.tagline}</p>
    <div class="tools">
      ${toLookAt(state, send)}
      ${has
        ? html`${keepMenu(send)}<button type="button" ?disabled=${past.length === 0} @click=${() => send({ do: 'undo' })}>
              ${words.top.undo}
            </button>
            <button type="button" ?disabled=${future.length === 0} @click=${() => send({ do: 'redo' })}>
              ${words.top.redo}
            </button>
            <button type="button" title=${words.top.wipeTitle} @click=${() => send({ do: 'wipe' })}>
              ${words.top.wipe}
            </button>`
        : nothing}
      ${menu(
        words.top.theme,
        state.theme,
        THEMES.map((theme) => ({ value: theme, label: words.top.themes[theme] })),
        (theme) => send({ do: 'theme', theme: theme as Theme }),
        'field',
      )}
      ${privacyMark(state)}
    </div>
  </header>`;
}

/** How many things there are to look at, from wherever one is. */
function toLookAt(state: State, send: Send): TemplateResult | typeof nothing {
  const found = state.source && state.source !== BLANK ? allProblems(state).filter(({ severity }) => severity !== 'note').length : 0;
  if (found === 0) return nothing;
  const go = () => {
    send({ do: 'go', place: 'data' });
    // The list is there once the page has been drawn again.
    setTimeout(() => {
      const list = document.getElementById('to-look-at');
      list?.scrollIntoView({ block: 'start' });
      list?.focus({ preventScroll: true });
    });
  };
  return html`<button type="button" class="look" @click=${go}>${words.data.toLookAt(found)}</button>`;
}

/** What the browser itself has counted, and how to check it without trusting the page. */
function privacyMark(state: State): TemplateResult {
  return html`<details class="privacy-mark">
    <summary>
      <span class="dot" aria-hidden="true"></span>${words.top.requests(state.requests)} —
      <u>${words.top.check}</u>
    </summary>
    <div class="sheet">
      ${state.refused > 0 ? html`<p>${words.top.refused(state.refused)}.</p>` : nothing}
      <ul>
        ${words.top.how.map((line) => html`<li>${line}</li>`)}
      </ul>
    </div>
  </details>`;
}

function steps(): TemplateResult {
  return html`<svg class="steps" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <path d="M2 21h5v-5h5v-5h5V6h5" fill="none" stroke="currentColor" stroke-width="2.5" />
  </svg>`;
}
