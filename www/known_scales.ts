// The scales that the engine knows, once it has been asked for them.
import type { Scale } from 'gradus';
import { SCALES } from './grade_topics';
import type { State } from './state';
import type { Choice } from './menu_choices';

/** Scales whose grades are per cents of the specimen. */
const COUNTED: readonly Scale['measures'][] = ['necrosis', 'viable_tumour', 'residual_tumour_area'];

export function knownScales(state: State): readonly Scale[] {
  const answer = state.results[SCALES]?.value?.answer;
  return answer?.kind === 'scales' ? answer.scales : [];
}

/** Those that grades can be converted between. */
export function scaleChoices(scales: readonly Scale[]): Choice[] {
  return scales
    .filter(({ measures, grades }) => COUNTED.includes(measures) && grades.length > 1)
    .map(({ id, name }) => ({ value: id, label: name }));
}
