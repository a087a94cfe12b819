// Undo and redo: snapshots of what the user decided, oldest first.

export interface History<T> { past: T[]; present: T; future: T[] }

const KEPT = 200;

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** A new present; what was undone before it is forgotten. */
export function record<T>(history: History<T>, present: T): History<T> {
  if (JSON.stringify(present) === JSON.stringify(history.present)) return history;
  return { past: [...history.past, history.present].slice(-KEPT), present, future: [] };
}

export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future] };
}

export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future };
}
