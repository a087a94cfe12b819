// A session as one local file: the table as it was given and everything said of it;
// or a recipe, which is the same without the table and without any change to a cell.
import { isExample } from './examples';
import { areTexts, isMapping, isRecord, questionsOf } from './kept_shape';
import { decisions, PLACES, type Decisions, type Place, type Source, type State } from './state';

/** Rises when older pages could not read the file. */
const FORMAT = 1;

/** What to do, with the names of the columns it was said of, in their order. */
export interface Recipe {
  decisions: Decisions;
  columns: string[];
}

export interface Saved extends Recipe {
  place: Place;
  /** Absent in a recipe. */
  source: Source | null;
}

export type Why = 'not_a_session' | 'newer' | 'damaged';

type Packed = { from: 'text' | 'example'; name: string; text: string; html?: string } | { from: 'file'; name: string; base64: string };

/** Whether a file begins as the ones written here do. */
export function beginsAsSession(start: string): boolean {
  return /^\ufeff?\s*\{\s*"gradus"\s*:/.test(start);
}

export async function write(state: State, what: 'session' | 'recipe'): Promise<string> {
  const { options, mapping, questions } = decisions(state);
  const { edits, skip_lines, ...layout } = options;
  const columns = (state.opened?.value?.table.columns ?? []).filter(({ derived }) => !derived).map(({ name }) => name);
  const whole = what === 'session';
  const file = {
    gradus: FORMAT,
    kind: what,
    place: state.place,
    columns,
    decisions: { options: whole ? options : layout, mapping, questions },
    ...(whole && state.source && { source: await pack(state.source) }),
  };
  return JSON.stringify(file, null, 1);
}

async function pack(source: Source): Promise<Packed> {
  if (source.from === 'paste') return { ...source, from: 'text', name: '' };
  if (source.from === 'example') return { from: 'example', name: source.name, text: source.text };
  return { from: 'file', name: source.file.name, base64: await base64(source.file) };
}

function base64(file: File): Promise<string> {
  return new Promise((settle, fail) => {
    const reader = new FileReader();
    reader.onload = () => settle(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => fail(reader.error ?? new Error(file.name));
    reader.readAsDataURL(file);
  });
}

/** What a file holds, or why it cannot be opened. */
export function read(text: string): Saved | Why {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return beginsAsSession(text) ? 'damaged' : 'not_a_session';
  }
  if (!isRecord(file) || typeof file.gradus !== 'number') return 'not_a_session';
  if (file.gradus > FORMAT) return 'newer';
  const said = file.decisions;
  if (!isRecord(said) || !isRecord(said.options) || !isRecord(said.questions)) return 'damaged';
  if (said.mapping !== null && !isMapping(said.mapping)) return 'damaged';
  const source = file.source === undefined ? null : unpack(file.source);
  if (source === undefined || !areTexts(file.columns)) return 'damaged';
  const questions = questionsOf(said.questions);
  if (questions === null) return 'damaged';
  return {
    decisions: { options: said.options, mapping: said.mapping, questions },
    columns: file.columns,
    place: PLACES.find((place) => place === file.place) ?? 'data',
    source,
  };
}

function unpack(packed: unknown): Source | undefined {
  if (!isRecord(packed) || typeof packed.name !== 'string') return undefined;
  const { from, name, text, html, base64 } = packed;
  if (from === 'file' && typeof base64 === 'string') {
    try {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      return { from: 'file', file: new File([bytes], name) };
    } catch {
      return undefined;
    }
  }
  if (typeof text !== 'string') return undefined;
  return from === 'example' && isExample(name) ? { from: 'example', name, text } : { from: 'paste', text, ...(typeof html === 'string' && { html }) };
}
