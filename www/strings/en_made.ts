// The words for columns made from others.
import type { Derived } from 'gradus';

const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ');

function step(one: Derived): string {
  switch (one.kind) {
    case 'delta':
      return `${one.name}: ${one.post} minus ${one.pre}, in ${one.score === 'steps' ? 'steps' : 'midpoint points'}`;
    case 'cut':
      return `${one.name}: ${one.column} ${one.side === 'above' ? '>' : '≥'} ${one.at}, or not`;
    case 'converted':
      return `${one.name}: ${one.column} on the scale ${one.to}`;
    case 'merged':
      return `${one.name}: in ${one.column}, ${one.merges.map(({ from, to }) => `${quoted(from)} become “${to}”`).join('; ')}`;
    case 'endpoint_from_dates': {
      const last = one.last_contact?.length ? `, else to ${one.last_contact.join(' or ')}` : '';
      const calendar = one.months === 'calendar' ? ' (calendar)' : one.unit === 'months' ? ' of 30.4375 days' : '';
      const cut = one.cut_off ? `, up to ${one.cut_off}` : '';
      const entry = one.entry ? `, under observation from ${one.entry}` : '';
      return `${one.name}: from ${one.start} to ${one.events.join(' or ')}${last}, in ${one.unit ?? 'months'}${calendar}${entry}${cut}`;
    }
  }
}

export const made = {
  heading: 'Columns made from others',
  kinds: {
    delta: 'Δ of two grades',
    cut: 'Cut in two',
    converted: 'Another scale',
    merged: 'Merge values',
    endpoint_from_dates: 'Time from dates',
  },
  step,
  name: 'Name of the new column',
  make: 'Make it',
  takeBack: 'Take back',
  taken: (name: string) => `There is already a column called “${name}”. Give the new one another name.`,
  scores: { steps: 'steps', midpoints: 'midpoint points' },
  months: { average: 'of 30.4375 days', calendar: 'by the calendar' },
  noSecond: 'nothing else',
  noContact: 'no date of last contact',
  noStatus: 'no column',
  fromStart: 'the beginning',
  fields: {
    post: 'The later grade',
    pre: 'The earlier grade',
    score: 'How the difference is measured',
    column: 'The column',
    side: 'Whether the cut itself belongs to the upper group',
    at: 'Cut',
    to: 'What it becomes',
    boundary: 'Which grade a shared boundary belongs to',
    start: 'The date time begins',
    event: 'The date of the event',
    second: 'Another event that counts',
    contact: 'The date of last contact',
    unit: 'Unit of time',
    months: 'How long a month is',
    entry: 'The date from which a patient is under observation',
    cut_off: 'Follow-up is looked at up to this day',
    status: 'The column that also says whether it happened',
    happened: 'The value that means it happened',
  } as Record<string, string>,
  sentences: {
    delta: ['Subtract: ', ' minus ', ', in '],
    cut: ['Split by ', ', and the rest.'],
    converted: [' said on ', '; a value on a shared boundary belongs to '],
    merged: ['In ', ' become '],
    dates: [
      'Time from ',
      ' to ',
      'or ',
      ', whichever is first; without either, to ',
      'in ',
      '; under observation from ',
      ' (leave empty for no cut-off). Whether it happened is also said by ',
      ', where ',
      ' means yes; rows where the two disagree get no time and are listed',
      '; followed up to ',
    ],
  },
  check: {
    caption: 'Do status and date agree?',
    dated: 'with a date',
    undated: 'without',
    happened: 'happened, by status',
    not: 'did not',
  },
};
