// One polite sentence for screen readers when an answer has arrived.
import { decisions, type State } from './state';
import { outcomeShows } from './outcomes';
import { isShown } from './topics';
import { words } from './strings/en';

export function announcement(state: State): string {
  const table = state.opened?.value?.table;
  if (!table) return '';
  const { topic, outcome, lesson } = decisions(state).questions;
  const prefix = state.place === 'learn' ? `learn:${lesson}` : `${state.place}:`;
  const names = Object.keys(state.results).filter(
    (name) =>
      name.startsWith(prefix) &&
      (state.place !== 'correlation' || isShown(name, topic)) &&
      (state.place !== 'survival' || outcomeShows(name, outcome)),
  );
  const answers = names.flatMap((name) => state.results[name]?.value?.sentences?.answer ?? []);
  return answers.length ? answers.join(' ') : words.read(table.rows, table.columns.length);
}
