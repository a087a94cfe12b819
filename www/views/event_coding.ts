// Which value is the event: each endpoint's distinct values with their counts, and
// what each means. One click for the usual codings; nothing is guessed.
import { html, nothing, type TemplateResult } from 'lit';
import type { DistinctValue, Endpoint, EventCoding, Mapping, TimeUnit } from 'gradus';
import { count } from '../format';
import { isCoded } from '../plan';
import { noCoding } from '../roles';
import type { State } from '../state';
import { words } from '../strings/en';
import { menu } from './menu';
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
  const cards = (endpoints: Endpoint[]) =>
    endpoints.map((endpoint) => question(mapping, endpoint, state, send));
  return html`<section class="part events ${open.length ? 'asking' : ''}">
    <h2>${open.length ? words.events.heading : words.events.coding}</h2>
    ${open.length ? html`<p>${words.events.why}</p>` : nothing}
    ${open.length ? html`<div class="questions">${cards(open)}</div>` : nothing}
    ${said.length
      ? html`<details ?open=${false}>
          <summary>${said.map(summary).join(' · ')}</summary>
          <div class="questions">${cards(said)}</div>
        </details>`
      : nothing}
  </section>`;
}

function summary({ name, coding }: Endpoint): string {
  const part = (texts: string[], meaning: Meaning) =>
    texts.length ? [`${texts.join(', ')} = ${words.events.meanings[meaning]}`] : [];
  return `${name}: ${[...part(coding.event, 'event'), ...part(coding.censored, 'censored')].join(', ')}`;
}

function question(
  mapping: Mapping,
  endpoint: Endpoint,
  state: State,
  send: Send,
): TemplateResult {
  const { event } = endpoint;
  const known = state.opened?.value?.proposal.events.find(({ column }) => column === event);
  const found = known?.values ?? state.values[`values:${event}`]?.value ?? [];
  const values = [...found].sort((a, b) => a.text.localeCompare(b.text, 'en', { numeric: true }));
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
  const heading = `event-of-${mapping.endpoints.indexOf(endpoint)}`;
  return html`<div class="question" role="group" aria-labelledby=${heading} data-endpoint=${endpoint.name}>
    <h3 id=${heading}>${words.events.question(endpoint.name, endpoint.event)}</h3>
    <p class="presets">
      ${presets(values, known?.coding).map(
        (coding) =>
          html`<button type="button" class="preset" @click=${() => code(coding)}>
            ${words.events.preset(coding.event.join(', '), coding.censored.join(', '))}
          </button>`,
      )}
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
        ${values.map(
          (value) =>
            html`<tr>
              <th scope="row">${value.text === '' ? words.events.blank : value.text}</th>
              <td class="number">${count(value.count)}</td>
              <td>
                ${menu(
                  words.events.meaning(value.text),
                  meaningOf(endpoint.coding, value.text),
                  MEANINGS.map((one) => ({ value: one, label: words.events.meanings[one] })),
                  (meaning) => code(withMeaning(endpoint.coding, value.text, meaning as Meaning)),
                  'field',
                )}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="unit">
      ${words.events.unit}:
      ${menu(
        `${words.events.unit}, ${endpoint.name}`,
        endpoint.unit ?? 'months',
        Object.entries(words.events.units).map(([value, label]) => ({ value, label })),
        (unit) => change({ ...endpoint, unit: unit as TimeUnit }),
        'field',
      )}
    </p>
  </div>`;
}

/** The usual readings as one click each: the engine's suggestion, then the other way round. */
function presets(values: DistinctValue[], suggested: EventCoding | undefined): EventCoding[] {
  const [a, b, ...more] = values.map(({ text }) => text).filter((text) => text !== '');
  const ways: EventCoding[] = suggested?.event.length ? [suggested] : [];
  if (a !== undefined && b !== undefined && more.length === 0) {
    const [low, high] = a < b ? [a, b] : [b, a];
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
