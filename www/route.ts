// The address: which place is open and by which settings, never any data.
import { PLACES, type Place, type Questions } from './state';

interface Route { place: Place; questions: Partial<Questions> }

const SIDES = { ge: 'at_least', gt: 'above' } as const;

/** Reads `#survival?by=pathology&at=50&side=ge`; what it cannot read it leaves out. */
export function read(fragment: string): Route {
  const [name = '', query = ''] = fragment.replace(/^#/, '').split('?');
  const place = PLACES.find((known) => known === name) ?? 'data';
  const given = new URLSearchParams(query);
  const questions: Partial<Questions> = {};
  const by = given.get('by');
  if (by && /^(pre|post|pathology|delta|none|column-\d+)$/.test(by)) questions.by = by;
  const at = Number(given.get('at'));
  if (given.has('at') && Number.isFinite(at)) questions.at = at;
  const side = given.get('side');
  if (side === 'ge' || side === 'gt') questions.side = SIDES[side];
  const delta = given.get('delta');
  if (delta === 'steps' || delta === 'midpoints') questions.score = delta;
  const endpoint = Number(given.get('endpoint'));
  if (Number.isInteger(endpoint) && endpoint > 0) questions.endpoint = endpoint;
  return { place, questions };
}

export function write(place: Place, questions: Questions): string {
  const given = new URLSearchParams();
  if (place === 'survival') {
    if (questions.endpoint > 0) given.set('endpoint', String(questions.endpoint));
    given.set('by', questions.by);
    if (questions.by !== 'none' && !questions.by.startsWith('column-')) {
      given.set('at', String(questions.at));
      given.set('side', questions.side === 'at_least' ? 'ge' : 'gt');
    }
  }
  if (place === 'correlation') given.set('delta', questions.score);
  const query = given.toString();
  return `#${place}${query ? `?${query}` : ''}`;
}
