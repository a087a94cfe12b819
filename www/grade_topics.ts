// What can be asked under Grades: a topic each, with the requests it needs.
import { gradeOf } from './ask';
import type { Boundary, Mapping, Request, Score, Variable } from 'gradus';
import { figure } from './figures';
import { words } from './strings/en';
import type { Questions } from './state';

export const GRADE_TOPICS = ['cohort', 'change', 'convert', 'scales', 'own'] as const;
export type GradeTopic = (typeof GRADE_TOPICS)[number];

/** What the converter is asked. */
export interface Conversion {
  /** `value` for the one typed, else the role of a column. */
  what: string;
  value: string;
  from: string;
  to: string;
  boundary: Boundary;
}

/** A grade that matters at the cut of 90 %, on the scale that most sarcoma reports use. */
export const FIRST_CONVERSION: Conversion = {
  what: 'value',
  value: '75–95',
  from: 'paper6',
  to: 'eortc_stbsg',
  boundary: 'lower_inclusive',
};

export const CHANGE = 'grades:change';
export const CONVERT = 'grades:convert';
export const SCALES = 'grades:scales';

/** The columns that can be converted whole, by their role or position among the grades. */
export function gradeColumns(mapping: Mapping): { name: string; column: string }[] {
  return mapping.grades.map(({ role, column }, k) => ({ name: role === 'other' ? `grade-${k + 1}` : role, column }));
}

/** The column that the converter is asked about; null for a typed value. */
export function convertedColumn(mapping: Mapping, { what }: Conversion): Mapping['grades'][number] | null {
  const column = gradeColumns(mapping).find(({ name }) => name === what)?.column;
  return mapping.grades.find((grade) => grade.column === column) ?? null;
}

export function conversionRequest(mapping: Mapping, { conversion }: Questions): Request {
  const { value, from, to, boundary } = conversion;
  const whole = convertedColumn(mapping, conversion);
  return {
    kind: 'conversion',
    to,
    boundary_to: boundary,
    ...(whole
      ? { from: whole.scale, column: whole.column }
      : { from, boundary_from: boundary, ...(value.trim() && { value }) }),
  };
}

export function scalesRequest({ conversion }: Questions): Request {
  return { kind: 'scales', boundary: conversion.boundary };
}

/** All mapped grades, and Δ where the table has both of its ends. */
export function gradesRequest(mapping: Mapping): Request {
  const [pre, post] = [gradeOf(mapping, 'pre'), gradeOf(mapping, 'post')];
  return { kind: 'grades', ...(pre && post && { delta: { pre: pre.column, post: post.column } }) };
}

/** What a change of grades is asked: the table of ways, and whether Δ hangs on
 *  where it began; null where there are not two gradings. */
export function changeAsk(mapping: Mapping) {
  const [pre, post] = [gradeOf(mapping, 'pre'), gradeOf(mapping, 'post')];
  if (!pre || !post) return null;
  const pathology = gradeOf(mapping, 'pathology');
  // Steps of two scales have no difference.
  const score: Score = pre.scale === post.scale ? 'steps' : 'midpoints';
  const delta: Variable = { post: post.column, pre: pre.column, score };
  const request = gradesRequest(mapping);
  const coupling: { slot: string; request: Request }[] = [
    { slot: 'grades:coupling', request: { kind: 'correlation', x: delta, y: pre.column } },
    ...(pathology
      ? [
          { slot: 'grades:delta', request: { kind: 'correlation', x: delta, y: pathology.column } as Request },
          {
            slot: 'grades:partial',
            request: { kind: 'partial_correlation', x: delta, y: pathology.column, given: [pre.column] } as Request,
          },
        ]
      : []),
  ];
  return { request, figures: [figure(CHANGE, 'slope', request, words.gradeTopics.change.slope)], coupling };
}
