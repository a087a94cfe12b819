// What is shown when something takes longer than 200 ms: what it is, for how long
// already, how much waits behind it, and a stop.
import { html, nothing, type TemplateResult } from 'lit';
import { isOutcome } from '../outcomes';
import { awaited, PLACES, type State } from '../state';
import { words } from '../strings/en';

export function workingBar(state: State, stop: () => void): TemplateResult | typeof nothing {
  const [first, ...others] = awaited(state);
  if (state.slow === null || !first) return nothing;
  const { working, waiting, seconds, cancel } = words.card;
  const what = nameOf(first[0]);
  return html`<div class="working">
    <progress aria-label=${working}></progress>
    <span>
      ${what ? `${working}: ${what}` : working}${state.slow > 0 ? `, ${seconds(state.slow)}` : nothing}${others.length
        ? `, ${waiting(others.length)}`
        : nothing}
    </span>
    <button type="button" @click=${stop}>${cancel}</button>
  </div>`;
}

/** What a slot is called on the page; nothing where that says no more. */
function nameOf(slot: string): string {
  if (slot === 'open') return words.card.reading;
  // `then:ask:cox:stacked`: what comes first says only when or where it is shown.
  const [place = '', topic = ''] = slot.replace(/^((then|flow|show|first):)+/, '').split(':');
  if (place === 'ask' && isOutcome(topic)) return words.outcomes[topic].name;
  const known = PLACES.find((one) => one === place);
  return known ? words.places[known] : '';
}
