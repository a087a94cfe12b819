// Freireich and others, Blood 1963;21:699: weeks of remission of 42 children, the
// worked example of most textbooks.

import { readFile } from 'node:fs/promises';
import { open } from 'gradus';

const text = await readFile(new URL('../../../www/examples/gehan.csv', import.meta.url), 'utf8');
export const study = open(text);
study.map({ endpoints: [{ name: 'Remission', time: 'time', event: 'event', unit: 'weeks', coding: { event: ['1'], censored: ['0'] } }], groups: ['treat'] });

/** 6-MP first, as the books have it. */
export const by = { by: 'label', column: 'treat', levels: ['6-MP', 'control'] };
export const survival = { kind: 'survival', endpoint: 'Remission', by };

/** A demonstration; fails with its problems where there is none. */
export function teach(of, show, more = {}) {
  const { demonstration, problems, display_list } = study.teach({ kind: 'steps', of, show, ...more });
  if (!demonstration) throw new Error(JSON.stringify(problems));
  return { ...demonstration, display_list };
}

/** The numbers of a step, by name. */
export const numbers = (step) => Object.fromEntries(step.numbers.map(({ name, value }) => [name, value]));
