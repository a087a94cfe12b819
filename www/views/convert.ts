// The converter: one grade or per cent, or a whole column, on another scale.
import { html, nothing, type TemplateResult } from 'lit';
import type { Boundary, Mapping, Scale } from 'gradus';
import { CONVERT, convertedColumn, conversionRequest, gradeColumns, type Conversion } from '../grade_topics';
import { knownScales, scaleChoices } from '../known_scales';
import { conversionSheets } from '../sheets/conversion';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { card } from './card';
import { type Choice, choicesOf, menu } from './menu';
import { sourceOf } from './scales';
import { asking, type Send } from './send';

export function converter(state: State, mapping: Mapping, send: Send): TemplateResult {
  const { questions } = decisions(state);
  const { conversion } = questions;
  const result = state.results[CONVERT];
  const answer = result?.value?.answer;
  const scales = knownScales(state);
  const of = answer?.kind === 'conversion' ? answer : null;
  const both = of ? scales.filter(({ id }) => id === of.from.id || id === of.to.id) : [];
  return html`${sentence(mapping, conversion, scales, (change) =>
      asking(state, send)({ conversion: { ...conversion, ...change } }),
    )}
    <p class="note">${words.gradeTopics.convert.note}</p>
    <div class="cards">
      ${card(state, send, {
        slot: CONVERT,
        kind: 'convert',
        result,
        sheets: of ? conversionSheets(of) : [],
        request: conversionRequest(mapping, questions),
        title: words.gradeTopics.convert.name,
        doubts: [...(of?.assumptions ?? []).map(words.gradeTopics.convert.assumed), ...both.flatMap(openOf)],
      })}
    </div>
    ${both.map(sourceOf)}`;
}

/** What the source of a scale leaves open, by the scale's name. */
function openOf({ name, convention, open_questions }: Scale): string[] {
  const { undecided } = words.gradeTopics.convert;
  return [...(convention ? [`${name}: ${convention}.`] : []), ...open_questions.map((one) => undecided(name, one))];
}

function sentence(
  mapping: Mapping,
  conversion: Conversion,
  scales: readonly Scale[],
  set: (change: Partial<Conversion>) => void,
): TemplateResult {
  const { ask, fields, oneValue } = words.gradeTopics.convert;
  const whole = convertedColumn(mapping, conversion);
  const choices = scaleChoices(scales);
  const what: Choice[] = [
    { value: 'value', label: oneValue },
    ...gradeColumns(mapping).map(({ name, column }) => ({ value: name, label: column })),
  ];
  const boundaries = choicesOf(words.gradeTopics.boundary);
  const kind = menu(fields.what, whole ? conversion.what : 'value', what, (value) => set({ what: value }));
  const from = whole
    ? html`<strong>${scales.find(({ id }) => id === whole.scale)?.name ?? whole.scale}</strong>`
    : menu(fields.from, conversion.from, choices, (value) => set({ from: value }));
  const to = menu(fields.to, conversion.to, choices, (value) => set({ to: value }));
  const side = menu(fields.boundary, conversion.boundary, boundaries, (value) => set({ boundary: value as Boundary }));
  return html`<p class="sentence">
      ${ask[0]}${kind} ${whole ? nothing : valueField(conversion, set)}${ask[1]}${from}${ask[2]}${to}${ask[3]}
    </p>
    <p class="note">${ask[4]}${side}.</p>`;
}

function valueField({ value }: Conversion, set: (change: Partial<Conversion>) => void): TemplateResult {
  return html`<input
    class="word"
    type="text"
    size="8"
    autocomplete="off"
    aria-label=${words.gradeTopics.convert.fields.value}
    .value=${value}
    @change=${(event: Event) => set({ value: (event.target as HTMLInputElement).value })}
  />`;
}
