// A table of nobody, for what needs no table.
import type { Source } from './state';

export const BLANK: Source = { from: 'example', name: 'none', text: 'patient\n' };
