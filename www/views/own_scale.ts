// Scales of the user's own: labels and cuts in fields, used like those that ship.
import { html, nothing, type TemplateResult } from 'lit';
import type { Mapping, OwnScale, ScaleCut } from 'gradus';
import { FIRST_CONVERSION } from '../grade_topics';
import { fileName, save } from '../hand_out';
import { ownScales, readScale, withGrade, withNewScale, withoutGrade, withoutScale, withScale } from '../own_scales';
import * as route from '../route';
import { knownScales } from '../known_scales';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { choicesOf, menu } from './menu';
import { problemList } from './problems';
import { sourceOf } from './scales';
import type { Send } from './send';

const say = words.gradeTopics.own;

export function ownScalesPart(state: State, mapping: Mapping, send: Send): TemplateResult {
  const decide = (changed: Mapping) => send({ do: 'decide', change: { mapping: changed } });
  const wrong = state.mapped?.value?.problems.filter(({ code }) => code.startsWith('scale_')) ?? [];
  return html`<p class="note">${say.note}</p>
    ${wrong.length ? problemList(wrong, null) : nothing}
    ${ownScales(mapping).map((scale) => editor(state, mapping, scale, decide))}
    <div class="actions">
      <button type="button" @click=${() => decide(withNewScale(mapping, say.first, say.firstLabels))}>${say.make}</button>
      <label class="button file"
        >${say.read}<input
          type="file"
          accept=".json,application/json"
          @change=${(event: Event) => void take(event, mapping, decide, send)}
      /></label>
    </div>`;
}

async function take(event: Event, mapping: Mapping, decide: (mapping: Mapping) => void, send: Send): Promise<void> {
  const input = event.target as HTMLInputElement;
  const text = await input.files?.[0]?.text();
  input.value = '';
  if (text === undefined) return;
  const scale = readScale(text, mapping);
  if (scale) decide(withScale(mapping, scale));
  else send({ do: 'announce', text: say.notRead });
}

function editor(state: State, mapping: Mapping, scale: OwnScale, decide: (mapping: Mapping) => void): TemplateResult {
  const set = (change: Partial<OwnScale>) => decide(withScale(mapping, { ...scale, ...change }));
  const { questions } = decisions(state);
  const conversion = { ...FIRST_CONVERSION, value: scale.labels[0] ?? '', from: scale.id };
  const read = knownScales(state).find(({ id }) => id === scale.id);
  const counts = choicesOf(say.counts);
  return html`<section class="card" data-own=${scale.id}>
    <p class="sentence">
      ${text(say.nameLabel, scale.name, (name) => set({ name }))}
      ${say.countsAsk}${menu(say.countsLabel, scale.counts ?? 'necrosis', counts, (value) =>
        set({ counts: value as NonNullable<OwnScale['counts']> }),
      )}${say.grades}
    </p>
    <ol class="own-grades">
      ${scale.labels.map((label, k) => grade(scale, label, k, set, (changed) => decide(withScale(mapping, changed))))}
    </ol>
    <div class="actions quiet">
      <button type="button" @click=${() => decide(withScale(mapping, withGrade(scale)))}>${say.add}</button>
      <button type="button" @click=${() => save(fileName(scale.name, 'json'), 'application/json', JSON.stringify(scale, null, 2))}>
        ${say.save}
      </button>
      <button type="button" @click=${() => decide(withoutScale(mapping, scale.id))}>${say.drop}</button>
      ${read
        ? html`<a class="button" href=${route.write('grades', { ...questions, grades: 'convert', conversion })}>${say.convert}</a>`
        : nothing}
    </div>
    ${read ? sourceOf(read) : nothing}
  </section>`;
}

/** A grade, and above it the cut that parts it from the next. */
function grade(
  scale: OwnScale,
  label: string,
  k: number,
  set: (change: Partial<OwnScale>) => void,
  replace: (scale: OwnScale) => void,
): TemplateResult {
  const { labels, cuts } = scale;
  const cut = cuts[k];
  const setCut = (change: Partial<ScaleCut>) =>
    set({ cuts: cuts.map((one, at) => (at === k ? { ...one, ...change } : one)) });
  const sides = choicesOf(say.sides(label, labels[k + 1] ?? ''));
  return html`<li>
    ${text(say.label(k + 1), label, (value) => set({ labels: labels.map((one, at) => (at === k ? value : one)) }))}
    ${labels.length > 2
      ? html`<button type="button" class="jump" aria-label=${say.removeLabel(label)} @click=${() => replace(withoutGrade(scale, k))}>
          ${say.remove}
        </button>`
      : nothing}
    ${cut
      ? html`<p>
          ${say.upTo}<input
            class="word"
            type="number"
            min="0"
            max="100"
            step="any"
            aria-label=${say.cut(label)}
            .value=${String(cut.at)}
            @change=${(event: Event) => {
              const { valueAsNumber } = event.target as HTMLInputElement;
              if (Number.isFinite(valueAsNumber)) setCut({ at: valueAsNumber });
            }}
          />
          ${say.exactly}${menu(say.sideLabel(label), cut.belongs_to ?? 'upper', sides, (value) =>
            setCut({ belongs_to: value as NonNullable<ScaleCut['belongs_to']> }),
          )}
        </p>`
      : nothing}
  </li>`;
}

function text(label: string, value: string, choose: (value: string) => void): TemplateResult {
  return html`<input
    class="word"
    type="text"
    autocomplete="off"
    aria-label=${label}
    .value=${value}
    @change=${(event: Event) => choose((event.target as HTMLInputElement).value)}
  />`;
}
