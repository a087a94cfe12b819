// The table under the curves, as the figure has it, for the file of numbers.
import type { DisplayList, Item } from 'gradus';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';

type Text = Extract<Item, { shape: 'text' }>;

/** A row for each group and kind of count, a column for each mark of the axis. */
export function atRisk(list: DisplayList | null | undefined): Sheet[] {
  const texts = (list?.items ?? []).filter((item): item is Text => item.shape === 'text');
  const ticks = texts.filter(({ role }) => role.part === 'tick_label' && role.axis === 'x').map(({ text }) => text);
  const groups = list?.reading?.groups ?? [];
  const rows = new Map<string, Cell[]>();
  for (const { role, text } of texts) {
    if (role.part !== 'risk_number') continue;
    const { group, count, tick } = role;
    const key = `${group} ${count}`;
    const row = rows.get(key) ?? [groups[group]?.label ?? '', words.further.atRisk.counts[count], ...ticks.map(() => '')];
    row[tick + 2] = text;
    rows.set(key, row);
  }
  const { caption, group, count } = words.further.atRisk;
  return rows.size ? [{ caption, columns: [group, count, ...ticks], rows: [...rows.values()] }] : [];
}
