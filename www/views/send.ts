// How a view says what happened: events go up.
import type { Event } from '../update';

export type Send = (event: Event) => void;
