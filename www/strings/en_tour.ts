// The words of the walk through the study that this page began with, in English.
// What is said of the article is in its abstract; nothing else of it is used.

export const tour = {
  source: 'What is said of the study is from its abstract alone: Cancers 2026, 18(2), 291, doi 10.3390/cancers18020291.',
  synthetic: 'The cohort shown is synthetic: made to have 27 rows and the same two correlations, no real patient.',
  lacking: 'This walk looks at the synthetic cohort. Your own table would give way to it: save a session first if you want to come back to it.',
  open: 'Open the synthetic cohort',
  openIn: 'Open this in the calculator',
  where: (position: number, all: number) => `${position} of ${all}`,
  label: 'Walk',
  back: 'Back',
  next: 'Next',
  present: 'Present',
  presentTitle: 'Large type, one idea a screen; arrow keys go on and back, Escape leaves',
  leave: 'Leave',
  stops: {
    reported: {
      name: 'What was reported',
      say: [
        'Twenty-seven patients with soft-tissue sarcoma were imaged before and after chemotherapy. Necrosis was graded <5, 5–25, 25–50, 50–75, 75–95 or >95 %, on both scans and in pathology; Δ necrosis is the change between the scans.',
        'Necrosis after treatment went with pathology: ρ = 0.44, p = 0.028. Δ necrosis did so less: ρ = 0.24, p = 0.24.',
        'No threshold of either was associated with progression, local recurrence or death of disease. The authors conclude that Δ necrosis on MRI did not predict pathology or outcome.',
        'Every step from here asks one question that a critical reader would ask.',
      ],
    },
    size: {
      name: 'How many patients are behind each p?',
      say: ['A ρ and its p, as rounded in print, give away how many pairs there were. Of 27 patients, 25 fit both.'],
    },
    sure: {
      name: 'How sure are 0.44 and 0.24?',
      say: [
        'With 25 pairs a correlation is known roughly: by Fisher’s z 0.44 may be anything from 0.05 to 0.71, and 0.24 anything from −0.17 to 0.58. Limits made for ranks are wider still.',
        'The second interval holds nearly all of the first.',
      ],
    },
    difference: {
      name: 'Is 0.44 more than 0.24?',
      say: [
        '“Significant” beside “not significant” is not a difference. Whether MRI after treatment follows pathology better than Δ does is a question of its own, with a test of its own: both share the patients and the pathology.',
      ],
    },
    exact: {
      name: 'Is p right with so many ties?',
      say: ['Six grades and 25 patients: most ranks are shared. The usual p leans on a large sample without ties; here every way to pair the two gradings can be counted.'],
    },
    hidden: {
      name: 'What hides inside a grade?',
      say: ['50–75 % is not a number. If every tumour may lie anywhere within its grade, how far can ρ move?'],
    },
    change: {
      name: 'Is Δ a fair marker?',
      say: [
        'A tumour that begins above 95 % cannot rise, and one below 5 % cannot fall: Δ hangs on where it began. The abstract does not say whether Δ counts grades or per cents; here it counts steps.',
      ],
    },
    curves: {
      name: 'What do 27 patients show of survival?',
      say: ['One endpoint, one threshold: pathology necrosis at least 50 % against less. Look at how many are left at risk before believing the end of a curve.'],
    },
    cuts: {
      name: 'How many thresholds were tried?',
      say: ['Six grades have five thresholds. Whoever looks at all and tells the best has tested five times; the p of the best must allow for it.'],
    },
    family: {
      name: 'And how many endpoints?',
      say: ['Three endpoints and three markers make nine tests. In nine tests of nothing at all, one below 0.05 is no surprise.'],
    },
    reach: {
      name: 'What could 27 patients have shown?',
      say: ['Not the patients but the events decide. With these events and this split, only a large effect would have been seen more often than not.'],
    },
    conclude: {
      name: 'What to conclude',
      say: [
        'Post-treatment MRI and pathology go together to a degree that 25 pairs cannot pin down: weak to strong are all compatible.',
        'That Δ is a worse marker than MRI after treatment is not shown: nobody should read it off two p-values.',
        'No association with survival was found; with so few events, none smaller than a large one could have been. Not shown is not absent.',
        'What would answer it: more patients or pooled cohorts, one threshold chosen beforehand, gradings by more than one reader, limits beside every number.',
      ],
    },
  },
};
