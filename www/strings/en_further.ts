// The words of figures of the whole cohort, and of curves that are heard.
export const further = {
  courses: {
    summary: 'Every patient’s course',
    caption: (unit: string) => `Every patient’s course, ${unit}`,
    patient: 'Patient',
    row: (row: number) => `row ${row}`,
    group: 'Group',
    ending: 'ended with',
    endings: { event: 'event', competing: 'competing event', censored: 'free' },
    many: 'More than 300 patients are not drawn one by one; the table has them.',
  },
  multiples: {
    summary: (n: number) => `Every endpoint by every marker: ${n} small figures`,
    note: 'Looking at many comparisons finds differences by chance alone.',
    allowed: 'What their p-values are worth together',
    title: 'Every endpoint by every marker',
  },
  hear: {
    play: 'Hear the curves',
    stop: 'Stop the sound',
    title: 'One group after the other: the pitch is the share still free of the event, an octave for each half; time runs at an even pace.',
  },
  atRisk: {
    caption: 'Under the curves, by the marks of the time axis',
    group: 'group',
    count: 'count',
    counts: { at_risk: 'at risk', at_risk_and_censored: 'at risk (censored)', censored: 'censored', events: 'events' },
  },
  few: {
    note: (share: string) => `Only ${share} have had the event: a curve that rises from nought shows more.`,
    rise: 'Draw it rising',
  },
};
