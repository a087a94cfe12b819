// A Cox model: its coefficients, its tests, Firth's fit, and whether the hazards
// stay proportional.
import type { Coefficient, CoxAnswer, CoxTerm, Estimate, GlobalTest } from 'gradus';
import { correlation, count, percent, pValue, ratio } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { coefficient, counted, twoColumns, value } from './lines';

const say = words.outcomes.cox.rows;
const pCell = (p: Estimate): Cell => ({ value: p, how: pValue });

export function termName(term: CoxTerm | undefined): string {
  if (!term) return '';
  if (term.reference == null) return term.name;
  // What both names begin with is said once.
  const [name, reference] = [term.name.split(' '), term.reference.split(' ')];
  const differs = name.findIndex((word, k) => word !== reference[k]);
  return say.against(term.name, reference.slice(Math.max(0, differs)).join(' ') || term.reference);
}

export function cox(answer: CoxAnswer): Sheet[] {
  const { fit, terms, concordance, firth } = answer;
  const level = percent(fit.coefficients[0]?.limits[0]?.level ?? 0.95);
  const tests: [string, GlobalTest][] = [
    [say.likelihood, fit.likelihood_ratio],
    [say.score, fit.score],
    [say.waldTest, fit.wald],
  ];
  const profile = answer.profile.length > 0 && {
    name: say.profile(level),
    of: (k: number): Cell => ends(answer.profile[k]?.ratio_lower, answer.profile[k]?.ratio_upper),
  };
  return [
    coefficients(say.coefficients, terms, fit.coefficients, level, profile || null),
    ...(firth
      ? [
          coefficients(say.firth, terms, firth.coefficients, level, {
            name: say.profile(level),
            of: (k) => ends(firth.profiles[k]?.ratio_lower, firth.profiles[k]?.ratio_upper),
          }, (k) => firth.profiles[k]?.p),
        ]
      : []),
    {
      caption: say.whole,
      columns: [say.test, words.survival.test.chi, words.survival.test.df, 'p'],
      rows: [...tests.map(([name, test]) => testRow(name, test)), ...(firth ? [testRow(say.firth, firth.likelihood_ratio)] : [])],
    },
    twoColumns(say.fit, [
      counted(say.patients, fit.n),
      counted(say.events, fit.events),
      ...(concordance
        ? [
            coefficient(say.concordance, concordance.concordance),
            coefficient(say.concordanceError, concordance.standard_error),
          ]
        : []),
      value(say.aic, fit.aic),
      counted(say.steps, fit.convergence.steps),
    ]),
    ...proportional(answer),
  ];
}

const testRow = (name: string, test: GlobalTest): Cell[] => [
  name,
  { value: test.chi_squared },
  { value: test.df, how: count },
  pCell(test.p),
];

const ends = (low: Estimate | undefined, high: Estimate | undefined): Cell =>
  low === undefined || high === undefined ? '' : { low, high, how: ratio };

/** `p` in place of Wald's, where another belongs to the limits. */
export function coefficients(
  caption: string,
  terms: readonly CoxTerm[],
  all: readonly Coefficient[],
  level: string,
  more: { name: string; of: (k: number) => Cell } | null,
  p?: (k: number) => Estimate | undefined,
): Sheet {
  return {
    caption,
    columns: [
      say.term,
      say.ratio,
      say.wald(level),
      ...(more ? [more.name] : []),
      p ? say.firthP : 'p',
      say.coefficient,
      say.error,
    ],
    rows: all.map((one, k): Cell[] => [
      termName(terms[k]),
      { value: one.hazard_ratio, how: ratio },
      ends(one.limits[0]?.lower, one.limits[0]?.upper),
      ...(more ? [more.of(k)] : []),
      pCell(p?.(k) ?? one.p),
      { value: one.estimate, how: correlation },
      { value: one.standard_error, how: correlation },
    ]),
  };
}

export function proportional({ proportionality, terms }: CoxAnswer): Sheet[] {
  const [first] = proportionality;
  if (!first) return [];
  const row = (name: string, of: (test: (typeof proportionality)[number]) => GlobalTest | undefined): Cell[] => {
    const one = of(first);
    return [
      name,
      one ? { value: one.chi_squared } : '',
      one ? { value: one.df, how: count } : '',
      ...proportionality.map((test): Cell => {
        const found = of(test);
        return found ? pCell(found.p) : '';
      }),
    ];
  };
  return [
    {
      caption: say.proportional,
      columns: [
        say.term,
        words.survival.test.chi,
        words.survival.test.df,
        ...proportionality.map(({ scale }) => say.scale[scale]),
      ],
      rows: [
        ...terms.map((term, k) => row(termName(term), ({ coefficients: all }) => all[k])),
        row(say.all, ({ global }) => global),
      ],
    },
  ];
}
