// Incidence where something else can come first, its tests and its two models.
import type { CauseRegressions, CompetingRegressionAnswer, GrayTest, IncidenceAnswer } from 'gradus';
import { count, exact, percent, pValue, share } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { coefficients } from './cox';

const say = words.outcomes.competing.rows;

export function incidence(answer: IncidenceAnswer): Sheet[] {
  const level = percent(answer.level);
  const unit = words.events.units[answer.endpoint.unit ?? 'months'];
  const compete = answer.groups.some(({ competing_events: n }) => n > 0);
  const known = answer.groups.flatMap((group) =>
    group.at_times.filter((at) => typeof at.incidence === 'number').map((at) => ({ group: group.label, at })),
  );
  const gray = (name: string, all: GrayTest[]): Cell[][] =>
    all.map((test) => [
      test.rho === 0 ? name : say.rho(name, exact(test.rho)),
      { value: test.chi_squared },
      { value: test.df, how: count },
      { value: test.p, how: pValue },
    ]);
  const tests = [...gray(say.event, answer.tests), ...(compete ? gray(say.competing, answer.competing_tests) : [])];
  return [
    {
      caption: say.times(unit),
      columns: [say.group, say.incidence, level, ...(compete ? [say.naive, say.excess, say.other] : []), say.atRisk],
      rows: known.map(({ group, at }): Cell[] => [
        say.at(group, exact(at.time)),
        { value: at.incidence, how: share },
        { low: at.lower, high: at.upper, how: share },
        ...(compete
          ? [at.one_minus_kaplan_meier, at.excess, at.competing_incidence].map((one): Cell => ({ value: one, how: share }))
          : []),
        { value: at.at_risk, how: count },
      ]),
    },
    {
      caption: say.counts,
      columns: [say.group, say.patients, say.events, say.competing],
      rows: answer.groups.map((group): Cell[] => [
        group.label,
        ...[group.n, group.events, group.competing_events].map((n): Cell => ({ value: n, how: count })),
      ]),
    },
    {
      caption: say.variances,
      columns: [say.group, say.greenwood, say.aalen],
      rows: known.map(({ group, at }): Cell[] => [say.at(group, exact(at.time)), { value: at.variance }, { value: at.variance_aalen }]),
    },
    ...(tests.length
      ? [{ caption: say.gray, columns: [say.of, words.survival.test.chi, words.survival.test.df, 'p'], rows: tests }]
      : []),
  ];
}

export function competingModels(answer: CompetingRegressionAnswer): Sheet[] {
  const sheet = (caption: string, fit: CauseRegressions['fine_gray'] | CauseRegressions['cause_specific']): Sheet => {
    if ('not_estimable' in fit) return { caption, columns: [words.survival.quantity, words.survival.value], rows: [[caption, { value: fit }]] };
    const level = percent(fit.coefficients[0]?.limits[0]?.level ?? 0.95);
    return coefficients(caption, answer.terms, fit.coefficients, level, null);
  };
  const { event, competing } = answer;
  return [
    sheet(say.fineGray, event.fine_gray),
    sheet(say.causeSpecific, event.cause_specific),
    ...('not_estimable' in competing.fine_gray ? [] : [sheet(say.fineGrayOther, competing.fine_gray)]),
    ...('not_estimable' in competing.cause_specific ? [] : [sheet(say.causeSpecificOther, competing.cause_specific)]),
  ];
}
