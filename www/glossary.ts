// Which terms a text contains, and the text in pieces around them.
import { TERMS, type Term } from './strings/en_glossary';

/** Terms that occur in any of the texts, in alphabetical order. */
export function termsIn(texts: readonly string[]): Term[] {
  const all = texts.join('\n');
  return TERMS.filter(({ find }) => find.test(all)).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

export type Piece = string | { term: Term; text: string };

/** A text cut at the first place of every term; places never overlap. */
export function inPieces(text: string): Piece[] {
  const found = TERMS.flatMap((term) => {
    const match = term.find.exec(text);
    return match ? [{ term, at: match.index, text: match[0] }] : [];
  }).sort((a, b) => a.at - b.at || b.text.length - a.text.length);
  const pieces: Piece[] = [];
  let from = 0;
  for (const { term, at, text: word } of found) {
    if (at < from) continue;
    if (at > from) pieces.push(text.slice(from, at));
    pieces.push({ term, text: word });
    from = at + word.length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}
