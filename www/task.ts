// What the page asks of the worker, and what comes back: plain data both ways.
import type {
  DistinctValue,
  FigureOptions,
  FigureReply,
  FileOptions,
  FileReply,
  PanelsReply,
  MapReport,
  Mapping,
  Proposal,
  ReadOptions,
  Reply,
  Request,
  TableReport,
  TeachReply,
  TeachRequest,
} from 'gradus';

export type { ReadOptions };

/** A table just read: its columns, the roles proposed, and its first rows. */
export interface Loaded { table: TableReport; proposal: Proposal }
export type Mapped = MapReport;
/** Cells as typed, and the line number of each row. */
export interface Rows { cells: string[][]; lines: number[] }

interface Tasks {
  open: { ask: { text: string | Uint8Array; html?: string; options: ReadOptions }; reply: Loaded };
  map: { ask: { mapping: Mapping }; reply: Mapped };
  cells: { ask: { from: number; to: number }; reply: Rows };
  values: { ask: { column: string }; reply: DistinctValue[] };
  file: { ask: { request: Request; options: FigureOptions; file: FileOptions }; reply: FileReply };
  /** Several answers as one figure, or that as a file. */
  panels: { ask: { requests: Request[]; options: FigureOptions }; reply: PanelsReply };
  panels_file: { ask: { requests: Request[]; options: FigureOptions; file: FileOptions }; reply: FileReply };
  run: { ask: { request: Request }; reply: Reply };
  figure: { ask: { request: Request; options: FigureOptions }; reply: FigureReply };
  /** How an answer came about. */
  teach: { ask: { request: TeachRequest }; reply: TeachReply };
}

export type Kind = keyof Tasks;
export type Task = { [K in Kind]: { do: K } & Tasks[K]['ask'] }[Kind];
export type TaskOf<K extends Kind> = Extract<Task, { do: K }>;
export type ReplyOf<K extends Kind> = Tasks[K]['reply'];

/** Why there is no reply. A trap poisons the engine that it happened in. */
export interface Failure {
  kind: 'start' | 'trap' | 'refused' | 'stopped' | 'unread';
  what: string;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };
export type ToWorker = { id: number; task: Task };
export type FromWorker =
  | { ready: true }
  | { ready: false; failure: Failure }
  | { id: number; outcome: Outcome<unknown> };
