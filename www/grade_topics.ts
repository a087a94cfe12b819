// What can be asked under Grades: a topic each, with the requests it needs.
import { gradeOf } from './ask';
import type { Boundary, Mapping, Request } from 'gradus';
import type { Questions } from './state';

export const GRADE_TOPICS = ['cohort', 'convert', 'scales', 'own'] as const;
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
