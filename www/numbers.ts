// Numbers typed one after another: `12, 24; 36` or `12 24`.

/** Whatever is no number is passed over. */
export function numbersIn(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map(Number)
    .filter(Number.isFinite);
}
