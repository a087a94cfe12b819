// The first answers in words, each a link to its place.
import { html, nothing, type TemplateResult } from 'lit';
import { fullest, isComing } from '../afterwards';
import { tied } from '../format';
import * as route from '../route';
import { decisions, type Place, type State } from '../state';
import { words } from '../strings/en';
import { roomForMore } from './card';

export function firstAnswers(state: State): TemplateResult | typeof nothing {
  const { questions } = decisions(state);
  const found = Object.keys(state.results).filter((slot) => slot.startsWith('first:'));
  const said = found.flatMap((slot) => {
    const { value, status } = fullest(state, slot) ?? {};
    const place: Place = slot.startsWith('first:correlation') ? 'correlation' : 'survival';
    const sentences = value?.sentences;
    return sentences ? [{ place, sentences, old: status === 'working', coming: isComing(state, slot) }] : [];
  });
  if (said.length === 0) return nothing;
  return html`<section class="part">
    <h2>${words.data.first}</h2>
    <ul class="answers">
      ${said.map(
        ({ place, sentences, old, coming }) =>
          html`<li class=${old ? 'old' : ''}>
            <p><strong>${tied(sentences.question)}.</strong> ${tied(sentences.answer)}${coming ? roomForMore() : nothing}</p>
            <a href=${route.write(place, questions)}>${words.places[place]}</a>
          </li>`,
      )}
    </ul>
  </section>`;
}
