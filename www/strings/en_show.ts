// The words around a demonstration; its own come from the engine.

export const show = {
  open: 'Show me how',
  close: 'Close',
  which: 'What is shown',
  part: 'Of which',
  first: 'First step',
  back: 'Step back',
  play: 'Play',
  pause: 'Pause',
  forward: 'Step on',
  last: 'Last step',
  slider: 'Step',
  at: (step: string, of: string) => `Step ${step} of ${of}`,
  keys: '← → step, space plays, Home and End, Esc closes',
  seed: (seed: string) => `Seed ${seed}: the same numbers every time.`,
  table: 'The numbers so far',
  sources: 'Source',
  names: {
    kaplan_meier: 'The curve, event by event',
    redistribute: 'The curve, shares handed on',
    log_rank: 'The log-rank test, death by death',
  },
};
