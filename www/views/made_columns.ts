// Columns made from others: each as a sentence with its way back, and one more to
// be made by choosing the words of a sentence.
import { html, nothing, type TemplateResult } from 'lit';
import type { Derived, Mapping, TableReport } from 'gradus';
import { fitting, makes } from '../fitting';
import { count } from '../format';
import { knownScales, scaleChoices } from '../known_scales';
import { choosable, possible, stepOf, withStep, wordsOf, type Choosable, type Kind, type Making } from '../making';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { valuesOf } from './event_coding';
import { choicesOf, menu, type Choice } from './menu';
import type { Send } from './send';

const say = words.made;

export function madeColumns(state: State, send: Send): TemplateResult | typeof nothing {
  const table = state.opened?.value?.table;
  const { mapping } = decisions(state);
  if (!table || !mapping) return nothing;
  const columns = choosable(mapping, table);
  const kinds = possible(columns);
  const steps = mapping.derived ?? [];
  if (kinds.length + steps.length === 0) return nothing;
  const making = state.making && kinds.includes(state.making.kind) ? state.making : null;
  return html`<section class="part made" data-part="made">
    <h2>${say.heading}</h2>
    ${steps.length
      ? html`<ul class="strip">
          ${steps.map((step) => one(step, mapping, table, state, send))}
        </ul>`
      : nothing}
    ${suggestions(state, mapping, send)}
    <div class="actions">
      ${kinds.map(
        (kind) =>
          html`<button
            type="button"
            aria-pressed=${making?.kind === kind ? 'true' : 'false'}
            data-make=${kind}
            @click=${() => send({ do: 'make', making: making?.kind === kind ? null : { kind, words: {}, from: [] } })}
          >
            ${say.kinds[kind]}
          </button>`,
      )}
    </div>
    ${making ? form(making, columns, mapping, table, state, send) : nothing}
  </section>`;
}

function one(step: Derived, mapping: Mapping, table: TableReport, state: State, send: Send): TemplateResult {
  const checks = state.mapped?.value?.status_checks ?? [];
  const check = step.kind === 'endpoint_from_dates' ? checks.find(({ name }) => name === step.name) : undefined;
  return html`<li data-step=${step.name}>
    <span>${say.step(step)}</span>
    <button type="button" class="flip" @click=${() => send({ do: 'decide', change: { mapping: withoutStep(mapping, step, table) } })}>
      ${say.takeBack}
    </button>
    ${check
      ? html`<table class="plain check">
          <caption>${say.check.caption}</caption>
          <thead>
            <tr><td></td><th scope="col" class="number">${say.check.dated}</th><th scope="col" class="number">${say.check.undated}</th></tr>
          </thead>
          <tbody>
            <tr><th scope="row">${say.check.happened}</th><td class="number">${count(check.event_with_date)}</td><td class="number">${count(check.event_without_date)}</td></tr>
            <tr><th scope="row">${say.check.not}</th><td class="number">${count(check.no_event_with_date)}</td><td class="number">${count(check.no_event_without_date)}</td></tr>
          </tbody>
        </table>`
      : nothing}
  </li>`;
}

/** Without the step, what was made from its columns, and their roles. */
function withoutStep(mapping: Mapping, step: Derived, table: TableReport): Mapping {
  const gone = makes(step);
  const columns = table.columns.filter(({ derived }) => !derived).map(({ name }) => name);
  const derived = (mapping.derived ?? []).filter((known) => known !== step);
  return fitting({ ...mapping, derived }, columns.filter((name) => !gone.includes(name))).mapping;
}

/** Endpoints that dates of this table could give. */
function suggestions(state: State, mapping: Mapping, send: Send): TemplateResult[] {
  const made = new Set((mapping.derived ?? []).map(({ name }) => name));
  const proposed = state.opened?.value?.proposal.derived ?? [];
  return proposed
    .filter(({ name }) => !made.has(name) && !mapping.endpoints.some((endpoint) => endpoint.name === name))
    .map(
      (step) =>
        html`<p class="ask" data-suggested=${step.name}>
          ${say.step(step)}
          <button type="button" class="flip" @click=${() => send({ do: 'decide', change: { mapping: withStep(mapping, step) } })}>
            ${say.make}
          </button>
        </p>`,
    );
}

function form(
  making: Making,
  columns: Choosable,
  mapping: Mapping,
  table: TableReport,
  state: State,
  send: Send,
): TemplateResult {
  const now = wordsOf(making, mapping, columns);
  const values = valuesOf(state, (making.kind === 'merged' ? now.column : now.status) ?? '').map(({ text }) => text);
  const set = (word: string, value: string) =>
    send({ do: 'make', making: { ...making, words: { ...making.words, [word]: value }, from: word === 'column' ? [] : making.from } });
  const step = stepOf(making, now, values);
  const taken = step !== null && makes(step).some((name) => table.columns.some((column) => column.name === name));
  const make = (event: Event) => {
    event.preventDefault();
    if (!step || taken) return;
    send({ do: 'decide', change: { mapping: withStep(mapping, step) } });
    send({ do: 'make', making: null });
  };
  return html`<form class="box" @submit=${make}>
    <p class="sentence">${sentence(making, now, columns, values, state, set, send)}</p>
    <p>
      <label>${say.name}: <input class="field" .value=${now.name ?? ''} @change=${(event: Event) => set('name', (event.target as HTMLInputElement).value)} /></label>
    </p>
    ${taken ? html`<p class="notice" role="status">${say.taken(now.name ?? '')}</p>` : nothing}
    <div class="actions">
      <button type="submit" class="main" ?disabled=${!step || taken}>${say.make}</button>
    </div>
  </form>`;
}

type Set = (word: string, value: string) => void;

function sentence(
  making: Making,
  now: Record<string, string>,
  columns: Choosable,
  values: string[],
  state: State,
  set: Set,
  send: Send,
): TemplateResult {
  const { grades, measured, labels, dates } = columns;
  const named = (list: string[]): Choice[] => list.map((value) => ({ value, label: value }));
  const word = (name: string, choices: Choice[]) => menu(say.fields[name] ?? name, now[name] ?? '', choices, (value) => set(name, value));
  const field = (name: string, type: string) => html`<input
    class="word"
    type=${type}
    step="any"
    aria-label=${say.fields[name] ?? name}
    .value=${now[name] ?? ''}
    @change=${(event: Event) => set(name, (event.target as HTMLInputElement).value)}
  />`;
  const none = (label: string): Choice => ({ value: '', label });
  const s = say.sentences;
  const kinds: Record<Kind, () => TemplateResult> = {
    delta: () => html`${s.delta[0]}${word('post', named(grades))}${s.delta[1]}${word('pre', named(grades))}${s.delta[2]}${word('score', choicesOf(say.scores))}.`,
    cut: () => html`${s.cut[0]}${word('column', named(measured))} ${word('side', choicesOf(words.survival.sides))} ${field('at', 'number')}${s.cut[1]}`,
    converted: () => html`${word('column', named(grades))}${s.converted[0]}${word('to', scaleChoices(knownScales(state)))}${s.converted[1]}${word('boundary', choicesOf(words.gradeTopics.boundary))}.`,
    merged: () => html`${s.merged[0]}${word('column', named(labels))}:
      ${values.filter((text) => text !== '').map((text) => {
        const chosen = making.from.includes(text);
        return html`<button
          type="button"
          class="flip"
          aria-pressed=${chosen ? 'true' : 'false'}
          @click=${() => send({ do: 'make', making: { ...making, from: chosen ? making.from.filter((known) => known !== text) : [...making.from, text] } })}
        >
          ${text}
        </button> `;
      })}${s.merged[1]}${field('to', 'text')}.`,
    endpoint_from_dates: () => html`${s.dates[0]}${word('start', named(dates))}${s.dates[1]}${word('event', named(dates))}
      ${s.dates[2]}${word('second', [none(say.noSecond), ...named(dates)])}${s.dates[3]}${word('contact', [none(say.noContact), ...named(dates)])},
      ${s.dates[4]}${word('unit', choicesOf(words.events.units))}${now.unit === 'months' || now.unit === 'years' ? html` (${word('months', choicesOf(say.months))})` : nothing}${s.dates[5]}${word('entry', [none(say.fromStart), ...named(dates)])}${s.dates[9]}${field('cut_off', 'date')}${s.dates[6]}${word('status', [none(say.noStatus), ...named(labels)])}${now.status ? html`${s.dates[7]}${word('happened', [none('…'), ...named(values.filter((text) => text !== ''))])}${s.dates[8]}` : nothing}.`,
  };
  return kinds[making.kind]();
}
