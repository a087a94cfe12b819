// "Landmark: none." A word of every sentence about survival that can begin later.
import { html, type TemplateResult } from 'lit';
import { chosenEndpoint } from '../covariates';
import type { Mapping } from 'gradus';
import type { Choices } from '../choices';
import type { Questions } from '../state';
import { words } from '../strings/en';
import { numberWord } from './number_word';

export function landmarkWord(
  mapping: Mapping,
  questions: Questions,
  choose: (change: Partial<Choices>) => void,
): TemplateResult {
  const { landmark } = questions.choices;
  const { start, label, none } = words.outcomes.landmark;
  const unit = words.events.units[chosenEndpoint(mapping, questions)?.unit ?? 'months'];
  const field = numberWord(label, landmark, none, (to) => choose({ landmark: to }));
  return html`${start}${field}${landmark === null ? '' : html` ${unit}`}.`;
}
