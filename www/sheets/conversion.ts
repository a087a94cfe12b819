// One scale read as another: grade by grade, at single per cents, at the cuts
// between good and poor, and patient by patient.
import type { ConversionAnswer, ConversionMatrix, Interval } from 'gradus';
import { band, exact } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';

const say = words.gradeTopics.convert.rows;
const necrosis = (of: Interval | null): string => (of ? band(of) : say.inWords);
const possible = (labels: readonly string[]): string => labels.join(words.gradeTopics.or) || say.none;

export function conversionSheets(answer: ConversionAnswer): Sheet[] {
  const { value, column, from, to } = answer;
  const all = value ? [value] : answer.grades;
  return [
    {
      caption: say.grades(from.name, to.name),
      columns: [say.grade, say.necrosis, say.canBe, say.exact],
      rows: answer.grades.map((one): Cell[] => [
        one.label,
        necrosis(one.necrosis),
        possible(one.possible),
        one.exact ? say.yes : say.no,
      ]),
    },
    {
      caption: value ? say.responseOf(value.label) : say.response,
      columns: [say.cut, ...all.map(({ label }) => label)],
      rows: answer.responder_cuts.map((cut, k): Cell[] => [
        cut.name,
        ...all.map(({ response }) => words.gradeTopics.response[response[k] ?? 'undetermined']),
      ]),
    },
    {
      caption: say.atPoints,
      columns: [say.atPoint, from.name, to.name],
      rows: answer.at_points.map((point): Cell[] => [
        say.percent(exact(point.necrosis)),
        possible(point.from),
        possible(point.to),
      ]),
    },
    ...(column
      ? [
          {
            caption: say.patients(column.column, to.name),
            columns: [words.grades.row, words.grades.patient, from.name, say.necrosis, to.name],
            rows: column.patients.map((one): Cell[] => [
              String(one.row),
              one.id ?? '',
              one.label,
              necrosis(one.necrosis),
              possible(one.possible),
            ]),
          },
        ]
      : []),
  ];
}

/** A line and a column a scale; numbers in place of names above. */
export function matrixSheet({ names, grades, exact_grades }: ConversionMatrix): Sheet {
  const { matrix } = words.gradeTopics.scales;
  return {
    caption: matrix.caption,
    columns: [matrix.from, ...names.map((_, k) => String(k + 1))],
    rows: names.map((name, i): Cell[] => [
      `${i + 1}  ${name}`,
      ...names.map((_, j) => {
        if (i === j) return '';
        const count = exact_grades[i]?.[j] ?? 0;
        return count === grades[i] ? matrix.exact : count === 0 ? matrix.none : matrix.some(count, grades[i] ?? 0);
      }),
    ]),
  };
}
