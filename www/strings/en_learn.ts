// The words of the Learn place, in English.

export const learn = {
  heading: 'Learn',
  lead: 'Watch numbers being made, and watch them fail. Nothing here needs a table of yours; what is shown on yours is marked so.',
  label: 'Lessons',
  contents: { name: 'All lessons' },
  parts: {
    simulate: { name: 'Simulate', what: 'You set the truth; the page draws samples from it and analyses each as it would yours.' },
    traps: { name: 'Traps', what: 'A mistake beside its repair, on the same made patients.' },
    together: { name: 'In class', what: 'One truth, a sample for every student.' },
  },
  elsewhere: {
    name: 'Also on this page',
    printed: 'Check a published figure: what n does a p-value imply?',
    needed: 'How many patients does a correlation need?',
    power: 'What could this cohort have shown? (Needs a table with an endpoint and two groups.)',
  },
};
