// Which value is the event: each endpoint's distinct values with their counts, and
// what each means. One click for the usual codings; nothing is guessed.
import { html, nothing, type TemplateResult } from 'lit';
import type { DistinctValue, Endpoint, EventCoding, Mapping, TimeUnit, TimeZero } from 'gradus';
import { count } from '../format';
import { isCoded, noCoding } from '../roles';
import type { State } from '../state';
import { words } from '../strings/en';
import { choicesOf, menu } from './menu';
import type { Send } from './send';

type Meaning = keyof EventCoding | '';

const MEANINGS: Meaning[] = ['', 'event', 'censored', 'competing', 'excluded'];

export function eventQuestions(
  mapping: Mapping,
  state: State,
  send: Send,
): TemplateResult | typeof nothing {
  const open = mapping.endpoints.filter((endpoint) => !isCoded(endpoint));
  const said = mapping.endpoints.filter(isCoded);
  if (mapping.endpoints.length === 0) return nothing;
  const unfinished = ({ event, coding }: Endpoint) => valuesOf(state, event).some(({ text }) => meaningOf(coding, text) === '');
  const cards = (endpoints: Endpoint[]) =>
    endpoints.map((endpoint) => question(mapping, endpoint, state, send));
  return html`<section class="part events ${open.length ? 'asking' : ''}">
    <h2>${open.length ? words.events.heading : words.events.coding}</h2>
    ${open.length ? html`<p>${words.events.why}</p>` : nothing}
    ${open.length > 1 ? forAll(mapping, open, state, send) : nothing}
    ${open.length ? html`<div class="questions">${cards(open)}</div>` : nothing}
    ${said.length
      ? html`<details ?open=${said.some(unfinished)}>
          <summary>${said.map(({ name, event, coding }) => `${name}: ${codingInWords(coding, valuesOf(state, event))}`).join(' · ')}</summary>
          <div class="questions">${cards(said)}</div>
        </details>`
      : nothing}
  </section>`;
}

/** One click for all, where the same values stand in every event column. */
function forAll(
  mapping: Mapping,
  open: Endpoint[],
  state: State,
  send: Send,
): TemplateResult | typeof nothing {
  const alike = new Set(open.map(({ event }) => JSON.stringify(valuesOf(state, event).map(({ text }) => text))));
  const [first] = open;
  if (alike.size !== 1 || !first) return nothing;
  const code = (coding: EventCoding) => {
    const endpoints = mapping.endpoints.map((one) => (open.includes(one) ? { ...one, coding } : one));
    send({ do: 'decide', change: { mapping: { ...mapping, endpoints } } });
  };
  return html`<p class="presets for-all">
    <span>${words.events.all(open.length)}</span> ${presetButtons(state, first.event, code)}
  </p>`;
}

function presetButtons(
  state: State,
  event: string,
  code: (coding: EventCoding) => void,
): TemplateResult[] {
  const known = state.opened?.value?.proposal.events.find(({ column }) => column === event);
  const customs = known?.customs.map(({ coding }) => coding) ?? [];
  return presets(valuesOf(state, event), customs).map(
    (coding) =>
      html`<button type="button" class="preset" @click=${() => code(coding)}>
        ${codingInWords(coding, valuesOf(state, event))}
      </button>`,
  );
}

/** What a coding says of a column's values, with those it says nothing of, so that
 *  nobody takes them for censored. */
function codingInWords(coding: EventCoding, values: DistinctValue[]): string {
  const said = (['event', 'censored', 'competing', 'excluded'] as const)
    .filter((meaning) => coding[meaning].length > 0)
    .map((meaning) => `${coding[meaning].join(', ')} = ${words.events.meanings[meaning]}`)
    .join(', ');
  const rest = values.filter(({ text }) => text !== '' && meaningOf(coding, text) === '');
  return said + (rest.length ? words.events.rest(rest.map(({ text }) => `“${text}”`).join(', ')) : '');
}

/** The distinct values of an event column, in an order that does not depend on the rows. */
export function valuesOf(state: State, event: string): DistinctValue[] {
  const known = state.opened?.value?.proposal.events.find(({ column }) => column === event);
  const found = known?.values ?? state.values[`values:${event}`]?.value ?? [];
  return [...found].sort((a, b) => a.text.localeCompare(b.text, 'en', { numeric: true }));
}

function question(
  mapping: Mapping,
  endpoint: Endpoint,
  state: State,
  send: Send,
): TemplateResult {
  const { event } = endpoint;
  const change = (next: Endpoint) =>
    send({
      do: 'decide',
      change: {
        mapping: {
          ...mapping,
          endpoints: mapping.endpoints.map((one) => (one.name === endpoint.name ? next : one)),
        },
      },
    });
  const code = (coding: EventCoding) => change({ ...endpoint, coding });
  /** The name that holds from now on: an empty or a taken one is not accepted. */
  const rename = (wanted: string): string => {
    const taken = mapping.endpoints.some((one) => one.name === wanted);
    const name = wanted === '' || taken ? endpoint.name : wanted;
    if (name !== endpoint.name) change({ ...endpoint, name });
    return name;
  };
  // A blank is missing unless somebody says otherwise: a cause of death is blank for the living.
  const blanks = state.opened?.value?.table.columns.find(({ name }) => name === event)?.blanks ?? 0;
  const blank = blanks > 0 ? [{ text: '', count: blanks }] : [];
  const nameOf = ({ text }: DistinctValue) => (text === '' ? words.events.blank : text);
  const heading = `event-of-${mapping.endpoints.indexOf(endpoint)}`;
  return html`<div class="question" role="group" aria-labelledby=${heading} data-endpoint=${endpoint.name}>
    <h3 id=${heading}>${words.events.question(endpoint.name, endpoint.event)}</h3>
    <p class="presets">
      ${presetButtons(state, event, code)}
    </p>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${words.events.value}</th>
          <th scope="col" class="number">${words.events.count}</th>
          <th scope="col">${words.events.means}</th>
        </tr>
      </thead>
      <tbody>
        ${[...valuesOf(state, event), ...blank].map(
          (value) =>
            html`<tr>
              <th scope="row">${nameOf(value)}</th>
              <td class="number">${count(value.count)}</td>
              <td>
                ${menu(
                  words.events.meaning(nameOf(value)),
                  meaningOf(endpoint.coding, value.text),
                  MEANINGS.map((one) => ({ value: one, label: one === '' && value.text === '' ? words.events.blankLeftOut : words.events.meanings[one] })),
                  (meaning) => code(withMeaning(endpoint.coding, value.text, meaning as Meaning)),
                  'field',
                )}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="unit">
      <label>
        ${words.events.name}:
        <input
          class="field"
          .value=${endpoint.name}
          @change=${(event: Event) => {
            const field = event.target as HTMLInputElement;
            field.value = rename(field.value.trim());
          }}
        />
      </label>
    </p>
    <p class="unit">
      ${words.events.unit}:
      ${menu(
        `${words.events.unit}, ${endpoint.name}`,
        endpoint.unit ?? 'months',
        choicesOf(words.events.units),
        (unit) => change({ ...endpoint, unit: unit as TimeUnit }),
        'field',
      )}
    </p>
    ${timeZero(endpoint, state, change)}
  </div>`;
}

/** Asked only where it makes a difference. */
function timeZero(
  endpoint: Endpoint,
  state: State,
  change: (next: Endpoint) => void,
): TemplateResult | typeof nothing {
  const { time, time_zero = 'keep' } = endpoint;
  const problems = state.mapped?.value?.problems ?? [];
  const any = problems.some(({ code, place }) => code === 'zero_time' && place.column === time);
  if (!any && time_zero === 'keep') return nothing;
  return html`<p class="unit">
    ${words.events.timeZero}
    ${menu(
      `${words.events.timeZero}, ${endpoint.name}`,
      time_zero,
      choicesOf(words.events.timeZeros),
      (chosen) => change({ ...endpoint, time_zero: chosen as TimeZero }),
      'field',
    )}
  </p>`;
}

/** The usual readings as one click each: customs the engine knows, then the other way round. */
function presets(values: DistinctValue[], customs: EventCoding[]): EventCoding[] {
  const ways = customs.filter(({ event, censored }) => event.length && censored.length);
  const [low, high, ...more] = values.map(({ text }) => text).filter((text) => text !== '');
  if (low !== undefined && high !== undefined && more.length === 0) {
    ways.push({ ...noCoding(), event: [high], censored: [low] });
    ways.push({ ...noCoding(), event: [low], censored: [high] });
  }
  const same = (way: EventCoding) => JSON.stringify([[...way.event].sort(), [...way.censored].sort()]);
  return ways.filter((way, k) => ways.findIndex((other) => same(other) === same(way)) === k);
}

function meaningOf(coding: EventCoding, text: string): Meaning {
  return MEANINGS.find((meaning) => meaning !== '' && coding[meaning].includes(text)) ?? '';
}

function withMeaning(coding: EventCoding, text: string, meaning: Meaning): EventCoding {
  const rest = (texts: string[]) => texts.filter((one) => one !== text);
  const next: EventCoding = {
    event: rest(coding.event),
    censored: rest(coding.censored),
    competing: rest(coding.competing),
    excluded: rest(coding.excluded),
  };
  if (meaning !== '') next[meaning] = [...next[meaning], text];
  return next;
}
