// How far two gradings, or several readers, agree.
import type { AgreementAnswer, Intraclass, RaterCoefficient, ReaderAgreementAnswer } from 'gradus';
import { correlation, count, percent } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { coefficient, counted, ends, p, twoColumns, value } from './lines';

const say = words.topics.agree.rows;
const share = (x: number) => percent(Number(x.toPrecision(3)));

export function agreement(answer: AgreementAnswer): Sheet[] {
  const { bland_altman: limits, concordance, labels } = answer;
  const k = labels.length;
  const whole = k * k === answer.table.length && k <= 12;
  return [
    ...(answer.kappa.length ? kappas(answer) : []),
    ...(whole ? [confusion(answer)] : []),
    ...(answer.cuts.length && k <= 12 ? [cuts(answer)] : []),
    twoColumns(say.asNumbers, [
      counted(words.correlation.rows.n, limits.n),
      value(say.observed, answer.observed_agreement, share),
      value(say.withinOne, answer.within_one, share),
      ...intraclass(answer.intraclass),
      coefficient(say.ccc, concordance.divisor_n.ccc),
      ends(say.limitsOf(say.ccc, percent(concordance.level)), concordance.divisor_n.lower, concordance.divisor_n.upper),
      value(say.bias, limits.mean_difference),
      ['   ' + say.limitsOf(say.bias, percent(limits.level)), { low: limits.mean_lower, high: limits.mean_upper }],
      p(say.biasP, limits.p),
      [say.limits, { low: limits.lower_limit.limit, high: limits.upper_limit.limit }],
      [say.exactLow, { low: limits.lower_limit.exact[0], high: limits.lower_limit.exact[1] }],
      [say.exactHigh, { low: limits.upper_limit.exact[0], high: limits.upper_limit.exact[1] }],
      coefficient(say.slope, limits.slope_r),
    ]),
  ];
}

function kappas({ kappa }: AgreementAnswer): Sheet[] {
  return [
    {
      caption: say.kappa,
      columns: [say.kappa, say.estimate, say.interval, 'p'],
      rows: kappa.map((of): Cell[] => [
        say.weights[of.weights],
        { value: of.kappa, how: correlation },
        { low: of.lower, high: of.upper, how: correlation },
        p('', of.p)[1] ?? '',
      ]),
    },
    {
      caption: say.errors,
      columns: [say.kappa, say.error, say.errorNull],
      rows: kappa.map((of): Cell[] => [
        say.weights[of.weights],
        { value: of.standard_error, how: correlation },
        { value: of.standard_error_null, how: correlation },
      ]),
    },
  ];
}

function confusion({ names, labels, table }: AgreementAnswer): Sheet {
  const [x, y] = names;
  return {
    caption: say.confusion(x, y),
    columns: [`${x} ↓  ${y} →`, ...labels],
    rows: labels.map((label, i): Cell[] => [
      label,
      ...labels.map((_, j): Cell => ({ value: table[i * labels.length + j] ?? 0, how: count })),
    ]),
  };
}

function cuts({ cuts: all, labels, names }: AgreementAnswer): Sheet {
  const [x, y] = names;
  return {
    caption: say.cuts,
    columns: [say.cut, say.bothAbove, say.onlyAbove(x), say.onlyAbove(y), say.bothBelow],
    rows: all.map((cut, k): Cell[] => [
      say.from(labels[k + 1] ?? ''),
      ...[cut.both_above, cut.only_x_above, cut.only_y_above, cut.both_below].map((n): Cell => ({ value: n, how: count })),
    ]),
  };
}

function intraclass(of: Intraclass): Cell[][] {
  return ([
    ['ICC(1,1)', of.icc1],
    ['ICC(2,1)', of.icc2],
    ['ICC(3,1)', of.icc3],
  ] as const).flatMap(([name, one]) => [
    coefficient(name, one.estimate),
    ends(say.limitsOf(name, percent(of.level)), one.lower, one.upper),
  ]);
}

export function readers({ raters, intraclass: icc }: ReaderAgreementAnswer): Sheet[] {
  const line = (name: string, of: RaterCoefficient): Cell[] => [
    `${name}, ${say.weights[of.weights]}`,
    { value: of.coefficient, how: correlation },
    { low: of.lower, high: of.upper, how: correlation },
  ];
  return [
    {
      caption: say.beyondChance,
      columns: [say.coefficient, say.estimate, say.interval],
      rows: [
        ...raters.gwet.map((one) => line(one.weights === 'unweighted' ? 'Gwet AC1' : 'Gwet AC2', one)),
        ...raters.fleiss.map((one) => line('Fleiss κ', one)),
      ],
    },
    twoColumns(say.others, [
      counted(words.correlation.rows.n, raters.n),
      counted(say.readers, raters.readers),
      coefficient(`Krippendorff α, ${say.nominal}`, raters.alpha_nominal),
      coefficient(`Krippendorff α, ${say.ordinal}`, raters.alpha_ordinal),
      coefficient(`Krippendorff α, ${say.asInterval}`, raters.alpha_interval),
      ...intraclass(icc),
    ]),
  ];
}
