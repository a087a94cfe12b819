// From which grade to which, how sure each direction is, and whether Δ hangs on
// where it began.
import { html, nothing, type TemplateResult } from 'lit';
import type { Mapping } from 'gradus';
import { CHANGE, changeAsk } from '../grade_topics';
import { change, coupling } from '../sheets/change';
import type { State } from '../state';
import { words } from '../strings/en';
import { card } from './card';
import type { Send } from './send';

export function changePart(state: State, mapping: Mapping, send: Send): TemplateResult {
  const say = words.gradeTopics.change;
  const ask = changeAsk(mapping);
  if (!ask) return html`<p class="notice">${say.lacking}</p>`;
  const result = state.results[CHANGE];
  const answer = result?.value?.answer;
  const { request, figures } = ask;
  const [before, after] = [say.sentence, words.roles];
  return html`<p class="sentence">${before[0]}<strong>${after.pre}</strong>${before[1]}<strong>${after.post}</strong>${before[2]}</p>
    <div class="cards">
      ${card(state, send, {
        slot: CHANGE,
        kind: 'change',
        view: 'transition',
        result,
        sheets: answer?.kind === 'grades' ? change(answer) : [],
        request,
        title: say.name,
        figures,
        doubts: say.doubts,
      })}
      ${coupled(state, ask, send)}
    </div>`;
}

/** Δ against the grade before, and what is left of Δ against pathology. */
function coupled(state: State, { coupling: asks }: NonNullable<ReturnType<typeof changeAsk>>, send: Send): TemplateResult {
  const { couplingWhy, couplingRead, coupling: title, couplingDoubts: doubts } = words.gradeTopics.change;
  const [first] = asks;
  const result = first && state.results[first.slot];
  const sheets = result?.value ? [coupling(asks.map(({ slot }) => state.results[slot]?.value?.answer))] : [];
  return html`<section class="part">
    <h2>${title}</h2>
    <p>${couplingWhy}</p>
    ${asks.length > 1 ? html`<p>${couplingRead}</p>` : nothing}
    ${first ? card(state, send, { ...first, kind: 'change', result, sheets, title, doubts }) : nothing}
  </section>`;
}
