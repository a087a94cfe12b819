// Saving to a local file, by a click, and opening what was saved.
import { fileName, save } from './hand_out';
import { beginsAsSession, read, write } from './session_file';
import type { State } from './state';
import { words } from './strings/en';
import type { Send } from './views/send';

/** Enough of a file to tell a session from a table. */
const START = 64;

export async function keep(state: State, what: 'session' | 'recipe', send: Send): Promise<void> {
  try {
    const text = await write(state, what);
    const { source } = state;
    const title = source?.from === 'file' ? source.file.name.replace(/\.[^.]*$/, '') : words.title;
    save(fileName(`${title} ${what}`, 'gradus.json'), 'application/json', text);
  } catch (error) {
    send({ do: 'notice', text: `${words.failure.unread} ${String(error)}` });
  }
}

/** A table is read; a session or recipe is opened; beside a table nothing else is. */
export async function openFile(file: File, send: Send, onlySaved = false): Promise<void> {
  const start = await file.slice(0, START).text().catch(() => '');
  if (!onlySaved && !beginsAsSession(start)) {
    return send({ do: 'choose', source: { from: 'file', file }, mapping: null, place: 'data' });
  }
  const saved = read(await file.text());
  if (typeof saved === 'string') send({ do: 'notice', text: words.keep.why[saved](file.name) });
  else send({ do: 'saved', saved });
}
