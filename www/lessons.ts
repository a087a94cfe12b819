// What can be opened under Learn: the lessons by part, and what each asks of the
// engine. A new lesson is a name here, its words, and a view in `views/learn.ts`.
import type { Mapping, TableReport } from 'gradus';
import type { Place, Questions } from './state';
import type { Ask } from './topics';

/** In the order of the list; `contents` is the list itself. */
export const LESSONS = ['contents'] as const;
export type Lesson = (typeof LESSONS)[number];
export type Opened = Exclude<Lesson, 'contents'>;

/** The list by its parts. */
export const PARTS: readonly { part: 'simulate' | 'traps' | 'together'; lessons: readonly Opened[] }[] = [];

/** What stands elsewhere on the page and belongs into a lecture; the second half needs no table. */
export const ELSEWHERE: readonly { name: 'power' | 'needed' | 'printed'; place: Place; questions: Partial<Questions>; table: boolean }[] = [
  { name: 'printed', place: 'correlation', questions: { topic: 'printed' }, table: false },
  { name: 'needed', place: 'correlation', questions: { topic: 'needed' }, table: false },
  { name: 'power', place: 'survival', questions: { outcome: 'reach' }, table: true },
];

/** What the open lesson asks; slots begin with `learn:`. */
export function lessonAsks(_mapping: Mapping, _table: TableReport, questions: Questions): Ask[] {
  switch (questions.lesson) {
    default:
      return [];
  }
}
