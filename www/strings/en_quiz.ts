// The words around the questions for students; the questions come from the engine.

export const quiz = {
  name: 'Questions on this table',
  what: 'Made from the table that is open, and answered by the engine. A class that opens the same table with the same seed gets the same questions.',
  none: 'These questions need a table with an endpoint, or with two gradings. Paste one, or choose an example.',
  level: 'Level',
  levels: { read: 'Read it off', understand: 'Say what it means', work: 'Work it out' },
  seed: 'Seed',
  another: 'Other questions',
  figures: 'To read from',
  answer: 'Your answer',
  within: (tolerance: string, unit: string) => `${tolerance} either way counts as right${unit ? ` (in ${unit})` : ''}`,
  exact: (unit: string) => `the number itself${unit ? ` (${unit})` : ''}`,
  check: 'Check',
  right: 'Right.',
  wrong: 'Not yet.',
  tell: 'Tell me',
  noNumber: 'Type a number.',
  choose: 'Choose one.',
  hint: 'Show me how',
  score: (right: number, of: number) => `${right} of ${of} right`,
};
