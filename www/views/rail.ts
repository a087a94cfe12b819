// The places, as a rail on wide screens and tabs on narrow ones; no empty rooms.
import { html, type TemplateResult } from 'lit';
import { BLANK } from '../blank';
import * as route from '../route';
import { decisions, PLACES, type Place, type State } from '../state';
import { words } from '../strings/en';
import { variableChoices } from '../variables';

export function hasSomething(state: State, place: Place): boolean {
  const { mapping } = decisions(state);
  if (place === 'data' || place === 'learn') return true;
  if (state.source === BLANK) return place === 'grades' || place === 'correlation';
  if (!mapping) return false;
  if (place === 'survival') return mapping.endpoints.length > 0;
  if (place === 'grades') return mapping.grades.length > 0;
  const table = state.opened?.value?.table;
  return table !== undefined && variableChoices(mapping, table).length > 1;
}

export function rail(state: State): TemplateResult {
  const { questions } = decisions(state);
  const open = PLACES.filter((place) => place === state.place || hasSomething(state, place));
  return html`<nav class="rail" aria-label=${words.placesLabel}>
    <ul>
      ${open.map(
        (place) =>
          html`<li>
            <a href=${route.write(place, questions)} aria-current=${place === state.place ? 'page' : 'false'}
              >${words.places[place]}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}
