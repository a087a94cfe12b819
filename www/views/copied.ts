// Says on the button that it is done.
import { words } from '../strings/en';

export function copied(event: Event, done: boolean): void {
  const button = event.currentTarget as HTMLButtonElement;
  if (!done) return;
  button.dataset.done = words.card.copied;
  setTimeout(() => delete button.dataset.done, 1500);
}
