// What the engine suggests and does not do by itself: texts that may mean
// "missing", columns that may identify patients; and who is left out of everything.
import { html, nothing, type TemplateResult } from 'lit';
import type { Exclusion, Mapping, MissingProposal } from 'gradus';
import { count } from '../format';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { valuesOf } from './event_coding';
import { patientRows } from './patient_rows';
import type { Send } from './send';

export function proposals(state: State, send: Send): TemplateResult | typeof nothing {
  const proposal = state.opened?.value?.proposal;
  const { mapping } = decisions(state);
  if (!proposal || !mapping) return nothing;
  const { missing, identifiers } = proposal;
  const exclude = mapping.exclude ?? [];
  const { options } = decisions(state);
  const dropped = options.drop ?? [];
  const rows = patientRows(state, send);
  if (missing.length + identifiers.length + exclude.length + dropped.length === 0 && rows === nothing) return nothing;
  const drop = (names: string[]) => send({ do: 'decide', change: { options: { ...options, drop: names } } });
  return html`<section class="part">
    <h2>${words.proposals.heading}</h2>
    <ul class="strip">
      ${rows} ${exclude.map((one) => exclusion(mapping, one, state, send))}
      ${missing.map((one) => missingCode(mapping, one, send))}
      ${identifiers.map(
        ({ column, reason }) =>
          html`<li class="ask" data-identifier=${column}>
            <span>${words.proposals.identifier(column, reason)}</span>
            <button type="button" class="flip" @click=${() => drop([...dropped, column])}>${words.proposals.drop}</button>
          </li>`,
      )}
      ${dropped.map(
        (column) =>
          html`<li data-dropped=${column}>
            <span>${words.proposals.dropped(column)}</span>
            <button type="button" class="flip" @click=${() => drop(dropped.filter((one) => one !== column))}>
              ${words.proposals.bringBack}
            </button>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** The values of a column that says who is left out, each to be chosen. */
function exclusion(mapping: Mapping, { column, values }: Exclusion, state: State, send: Send): TemplateResult {
  const choose = (chosen: string[]) => {
    const exclude = (mapping.exclude ?? []).map((one) => (one.column === column ? { column, values: chosen } : one));
    send({ do: 'decide', change: { mapping: { ...mapping, exclude } } });
  };
  return html`<li class=${values.length ? '' : 'ask'} data-exclude=${column}>
    <span>${words.proposals.exclude(column)}</span>
    ${valuesOf(state, column).map(({ text, count: times }) => {
      const chosen = values.includes(text);
      return text === ''
        ? nothing
        : html`<button
            type="button"
            class="flip"
            aria-pressed=${chosen ? 'true' : 'false'}
            @click=${() => choose(chosen ? values.filter((one) => one !== text) : [...values, text])}
          >
            ${text} (${words.events.counts(count(times))})
          </button>`;
    })}
  </li>`;
}

function missingCode(mapping: Mapping, one: MissingProposal, send: Send): TemplateResult {
  const { column, code } = one;
  const declared = isMissing(mapping, column, code);
  const flip = () => send({ do: 'decide', change: { mapping: withMissing(mapping, column, code, !declared) } });
  return html`<li>
    <span>${words.proposals.missing(code, column, count(one.count), one.reason)}</span>
    <button type="button" class="flip" aria-pressed=${declared ? 'true' : 'false'} @click=${flip}>
      ${words.proposals.declare}
    </button>
  </li>`;
}

function isMissing(mapping: Mapping, column: string, code: string): boolean {
  return mapping.missing.some((one) => one.column === column && one.codes.includes(code));
}

function withMissing(mapping: Mapping, column: string, code: string, declared: boolean): Mapping {
  const known = mapping.missing.find((one) => one.column === column)?.codes ?? [];
  const codes = declared ? [...known, code] : known.filter((one) => one !== code);
  const others = mapping.missing.filter((one) => one.column !== column);
  return { ...mapping, missing: codes.length ? [...others, { column, codes }] : others };
}
