// What can be chosen from a menu.

export interface Choice { value: string; label: string }

/** A value for each key of a list of words, `before` it where other values begin alike. */
export function choicesOf(list: Readonly<Record<string, string>>, before = ''): Choice[] {
  return Object.entries(list).map(([key, label]) => ({ value: before + key, label }));
}
