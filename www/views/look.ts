// The look of the curves: words on the figure, axis, table, marks, colours. What is
// clicked on a figure leads to its field here.
import { html, nothing, type TemplateResult } from 'lit';
import type { DisplayList, FigureOptions, SurvivalAnswer } from 'gradus';
import { placed, ticksOf, withLook, type Look, type LookChange } from '../look';
import { share } from '../format';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { choicesOf, menu } from './menu';
import { boxOf, movables, movedBy, put, type Movable } from '../move';
import { asking, type Send } from './send';

const say = words.look;

export function lookPart(
  state: State,
  send: Send,
  answer: SurvivalAnswer | null,
  list: DisplayList | null,
): TemplateResult {
  const { look } = decisions(state).questions;
  const set = (change: LookChange) => asking(state, send)({ look: withLook(look, change) });
  const text = (name: 'title' | 'x_title' | 'y_title') => html`<label>
    ${say.fields[name]}
    <input class="field" id="look-${name}" .value=${look[name] ?? ''} @change=${(event: Event) => set({ [name]: valueOf(event).trim() || undefined })} />
  </label>`;
  const number = (name: 'x_end' | 'y_from', most?: number) => html`<label>
    ${say.fields[name]}
    <input
      class="field"
      id="look-${name}"
      type="number"
      min="0"
      max=${most ?? nothing}
      step="any"
      .value=${look[name] == null ? '' : String(look[name])}
      @change=${(event: Event) => set({ [name]: valueOf(event) === '' ? undefined : Number(valueOf(event)) })}
    />
  </label>`;
  const choice = <K extends 'preset' | 'risk_table' | 'time_unit'>(name: K, choices: Record<string, string>, usual: string) => html`<label>
    ${say.fields[name]}
    ${menu(
      say.fields[name],
      look[name] ?? usual,
      choicesOf(choices),
      (value) => set({ [name]: (value === usual ? undefined : value) as FigureOptions[K] }),
      'field',
    )}
  </label>`;
  const ticked = (name: keyof typeof say.switches) => {
    const usual = name.startsWith('show_');
    const on = look[name] ?? usual;
    return html`<label class="tick">
      <input type="checkbox" .checked=${on} @change=${() => set({ [name]: !on === usual ? undefined : !on })} />
      ${say.switches[name]}
    </label>`;
  };
  const unit = answer?.endpoint.unit ?? 'months';
  return html`<details class="part look" data-part="look">
    <summary>${say.summary}</summary>
    <p class="note">${say.point}</p>
    ${answer && answer.event_share < FEW && !look.rising ? rising(answer, () => set({ rising: true })) : nothing}
    <div class="fields">
      ${text('title')} ${text('y_title')} ${text('x_title')}
      ${choice('time_unit', words.events.units, unit)}
      <label>
        ${say.fields.ticks}
        <input
          class="field"
          id="look-ticks"
          placeholder="0, 12, 24"
          .value=${look.ticks?.join(', ') ?? ''}
          @change=${(event: Event) => set({ ticks: ticksOf(valueOf(event)) })}
        />
      </label>
      ${number('x_end')} ${number('y_from', 90)} ${choice('preset', say.presets, 'journal')} ${choice('risk_table', say.tables, 'at_risk')}
    </div>
    ${answer && answer.groups.length > 1 ? groups(answer, list, look, set) : nothing} ${moves(answer, list, look, set)}
    <div class="ticks">${(Object.keys(say.switches) as (keyof typeof say.switches)[]).map(ticked)}</div>
    <div class="actions quiet">
      <button type="button" ?disabled=${Object.keys(look).length === 0} @click=${() => asking(state, send)({ look: {} })}>${say.reset}</button>
    </div>
  </details>`;
}

/** The groups' names and colours. */
function groups({ groups }: SurvivalAnswer, list: DisplayList | null, look: Look, set: (change: LookChange) => void): TemplateResult {
  const n = groups.length;
  return html`<div class="fields">
    ${groups.map(
      ({ label }, k) => html`<label>
        ${say.group(label)}
        <input
          class="field"
          id="look-group-${k}"
          placeholder=${label}
          .value=${look.group_labels?.[k] ?? ''}
          @change=${(event: Event) => set({ group_labels: placed(look.group_labels, n, k, valueOf(event).trim()) })}
        />
        <input
          type="color"
          id="look-colour-${k}"
          aria-label=${say.colour(label)}
          .value=${look.group_colours?.[k] ?? drawn(list, k)}
          @change=${(event: Event) => set({ group_colours: placed(look.group_colours, n, k, valueOf(event)) })}
        />
      </label>`,
    )}
  </div>`;
}

/** Below this share with the event most of a falling curve's room stays empty. */
const FEW = 0.3;

function rising(answer: SurvivalAnswer, rise: () => void): TemplateResult {
  return html`<p class="note">
    ${words.further.few.note(share(answer.event_share))} <button type="button" @click=${rise}>${words.further.few.rise}</button>
  </p>`;
}

/** Pixels of a step. */
const STEP = 12;

/** What dragging does, by buttons. */
function moves(answer: SurvivalAnswer | null, list: DisplayList | null, look: Look, set: (change: LookChange) => void): TemplateResult | typeof nothing {
  const all = list ? movables(list) : [];
  if (!answer || !list || all.length === 0) return nothing;
  const chosen = (): Movable => {
    const value = (document.getElementById('look-move') as HTMLSelectElement | null)?.value;
    return value === undefined || value === 'note' ? 'note' : Number(value);
  };
  const button = (label: string, sign: string, right: number, down: number) => html`<button
    type="button"
    aria-label=${`${say.move.label} ${label}`}
    title=${label}
    @click=${() => boxOf(list, chosen()) && set(movedBy(list, look, chosen(), right, down))}
  >
    ${sign}
  </button>`;
  return html`<div class="actions quiet moves">
    <label>
      ${say.move.label}
      <select class="field" id="look-move">
        ${all.map((what) => html`<option value=${String(what)}>${what === 'note' ? say.move.note : say.move.name(answer.groups[what]?.label ?? '')}</option>`)}
      </select>
    </label>
    ${button(say.move.left, '←', -STEP, 0)} ${button(say.move.up, '↑', 0, -STEP)} ${button(say.move.down, '↓', 0, STEP)}
    ${button(say.move.right, '→', STEP, 0)}
    <button type="button" @click=${() => set(put(look, answer.groups.length, chosen(), null))}>${say.move.back}</button>
  </div>`;
}

/** The colour that a group has on paper now. */
function drawn(list: DisplayList | null, group: number): string {
  return list?.colours.find(({ ink }) => ink === `series_${group}`)?.light ?? '#000000';
}

const valueOf = (event: Event) => (event.target as HTMLInputElement).value;
