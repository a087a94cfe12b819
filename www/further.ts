// Figures of the whole cohort beside the curves, each drawn once its part is opened:
// every patient's course, and small curves of every endpoint by every marker.
import { gradeOf, groupingOf, survivalRequest } from './ask';
import type { FigureOptions, Mapping, Request, TableReport } from 'gradus';
import { placeName } from './place';
import { isCoded } from './roles';
import type { Questions } from './state';

export const COURSES = 'figures:courses';
export const MULTIPLES = 'figures:multiples';

/** Whether a part is open: not to be mistaken for the flow of who was counted in it. */
export const partOf = (slot: string) => `part:${slot}`;

/** More panels are a wall. */
const MOST_PANELS = 24;
/** Where a cut of a change begins, as in the sentence. */
const FIRST_STEP = 1;

/** Beside each other: no tables and no limits, which would fill them. */
export const SMALL: FigureOptions = {
  small: true,
  risk_table: 'none',
  show_limits: false,
  show_medians: false,
  show_median_lines: false,
};

const coded = (mapping: Mapping) => mapping.endpoints.filter(isCoded).map(({ name }) => name);

export function coursesRequest(mapping: Mapping, table: TableReport, questions: Questions): Request | null {
  const endpoints = coded(mapping);
  const by = groupingOf(mapping, table, questions);
  return endpoints.length ? { kind: 'courses', endpoints, ...(by && { by }) } : null;
}

/** Row by row a marker with every endpoint; grades at the cut of the sentence. */
export function multiplesRequests(mapping: Mapping, table: TableReport, questions: Questions): Request[] {
  const roles = (['pre', 'post', 'pathology'] as const).filter((role) => gradeOf(mapping, role));
  const percent = ['pre', 'post', 'pathology'].includes(questions.by) ? questions.at : 50;
  const delta = gradeOf(mapping, 'pre') && gradeOf(mapping, 'post');
  const step = questions.by === 'delta' ? {} : { score: 'steps' as const, at: FIRST_STEP };
  const columns = mapping.groups.map((name) => table.columns.findIndex((column) => column.name === name) + 1);
  const markers: Questions[] = [
    ...roles.map((by) => ({ ...questions, by, at: percent })),
    ...(delta ? [{ ...questions, by: 'delta', ...step }] : []),
    ...columns.filter((at) => at > 0).map((at) => ({ ...questions, by: placeName(at - 1) })),
  ];
  return markers
    .flatMap((marker) => coded(mapping).map((endpoint) => survivalRequest(mapping, table, marker, endpoint)))
    .slice(0, MOST_PANELS);
}
