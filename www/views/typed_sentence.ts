// Sentences whose words are numbers to be typed: they need no table.
import { html, nothing, type TemplateResult } from 'lit';
import type { Questions } from '../state';
import { words } from '../strings/en';
import { PRINTED, type PrintedKind, type Typed } from '../topics';
import { menu } from './menu';

type Set = (change: Partial<Questions>) => void;

const STEPS: Partial<Record<keyof Typed, string>> = { n: '1', size: '1', tDf: 'any', chiDf: '1' };
/** These may be left empty. */
const OPTIONAL: readonly (keyof Typed)[] = ['n', 'p', 'other', 'between', 'tDf', 'chiDf', 'low', 'high'];

export function typedSentence(topic: 'printed' | 'needed', questions: Questions, set: Set): TemplateResult {
  const field = (name: keyof Typed) => numberField(name, questions.typed, set);
  if (topic === 'needed') {
    const [before, between, after] = words.topics.needed.sentence;
    return html`<p class="sentence">${before}${field('truth')}${between}${field('size')}${after}</p>`;
  }
  const { kinds, kindLabel, before, after, tail, second, blank } = words.topics.printed;
  const choices = PRINTED.map((value) => ({ value, label: kinds[value] }));
  const kind = menu(kindLabel, questions.printed, choices, (value) => set({ printed: value as PrintedKind }));
  return html`<p class="sentence">
      ${before}${kind}${after[questions.printed].map(([text, name]) => html`${text}${field(name as keyof Typed)}`)}${tail}
      ${questions.printed === 'rho' ? html`${second[0]}${field('other')}${second[1]}${field('between')}${second[2]}` : nothing}
    </p>
    <p class="note">${blank[questions.printed === 'rho' ? 0 : questions.printed === 'hr' ? 2 : 1]}</p>`;
}

/** What is being typed stays when the page is drawn again: only a new value of
 *  the state is written into the field. */
function numberField(name: keyof Typed, typed: Typed, set: Set): TemplateResult {
  const labels: Record<string, string> = { ...words.topics.printed.fields, ...words.topics.needed.fields };
  const value = typed[name];
  const choose = (event: Event) => {
    const { valueAsNumber, value: text } = event.target as HTMLInputElement;
    if (Number.isFinite(valueAsNumber)) set({ typed: { ...typed, [name]: valueAsNumber } });
    else if (text === '' && OPTIONAL.includes(name)) set({ typed: { ...typed, [name]: null } });
  };
  return html`<input
    class="word"
    type="number"
    step=${STEPS[name] ?? 'any'}
    aria-label=${labels[name] ?? name}
    placeholder=${OPTIONAL.includes(name) ? '…' : nothing}
    .value=${value === null ? '' : String(value)}
    @change=${choose}
  />`;
}
