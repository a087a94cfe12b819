// The cohorts one click away, each with the mapping that its own description gives.
import gehan from './examples/gehan.csv';
import sts27 from './examples/sts27.csv';
import type { Endpoint, EventCoding, Grade, Mapping } from 'gradus';
import type { Place, Source } from './state';

export type ExampleName = 'sts27' | 'gehan';

/** In both examples 1 is the event and 0 is censored; their sources say so. */
const coding: EventCoding = { event: ['1'], censored: ['0'], competing: [], excluded: [] };

const grade = (column: string, role: Grade['role']): Grade => ({
  column,
  role,
  scale: 'paper6',
  boundary: 'lower_inclusive',
});

const endpoint = (name: string, time: string, event: string, unit: Endpoint['unit']): Endpoint => ({
  name,
  time,
  event,
  coding,
  ...(unit && { unit }),
});

interface Example { text: string; place: Place; mapping: Mapping }

const EXAMPLES: Record<ExampleName, Example> = {
  sts27: {
    text: sts27,
    place: 'correlation',
    mapping: {
      id: 'id',
      grades: [
        grade('mri_pre', 'pre'),
        grade('mri_post', 'post'),
        grade('path_necrosis', 'pathology'),
      ],
      endpoints: [
        endpoint('Progression-free survival', 'pfs_months', 'pfs_event', 'months'),
        endpoint('Local-recurrence-free survival', 'lrfs_months', 'lrfs_event', 'months'),
        endpoint('Disease-specific survival', 'dss_months', 'dss_event', 'months'),
      ],
      groups: ['histology'],
      missing: [],
    },
  },
  gehan: {
    text: gehan,
    place: 'survival',
    mapping: {
      id: 'id',
      grades: [],
      endpoints: [endpoint('Remission', 'time', 'event', 'weeks')],
      groups: ['treat'],
      missing: [],
    },
  },
};

export function isExample(name: string): name is ExampleName {
  return Object.hasOwn(EXAMPLES, name);
}

export function example(name: ExampleName): { source: Source; mapping: Mapping; place: Place } {
  const { text, mapping, place } = EXAMPLES[name];
  return { source: { from: 'example', name, text }, mapping, place };
}
