// How numbers read on the page: rounded for people in this one place, exact on demand.
import { html, nothing, type TemplateResult } from 'lit';
import type { Estimate, Interval } from 'gradus';
import { words } from './strings/en';

const MINUS = '−';

/** Fifteen significant digits, as R prints them with `digits = 15`. */
export function exact(x: number): string {
  const text = Number.isInteger(x) ? String(x) : String(Number(x.toPrecision(15)));
  return text.replace('-', MINUS);
}

/** Three significant digits; whole numbers from 100 up. */
export function rounded(x: number): string {
  if (Number.isInteger(x)) return count(x);
  const size = Math.abs(x);
  const decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  const text = size < 0.001 ? x.toExponential(1) : x.toFixed(decimals);
  return text.replaceAll('-', MINUS);
}

/** A whole number with thin spaces between thousands from 10 000 up. */
export function count(x: number): string {
  const digits = String(Math.abs(x));
  const spaced = digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, '\u202f') : digits;
  return x < 0 ? MINUS + spaced : spaced;
}

/** A correlation: always three decimals, so that a column of them lines up. */
export function correlation(x: number): string {
  return x.toFixed(3).replace('-', MINUS);
}

/** A p-value as in `= 0.028`, `= 0.0004` or `< 0.0001`. */
export function pValue(p: number): string {
  if (p < 0.0001) return '< 0.0001';
  if (p > 0.999) return '> 0.999';
  return p.toFixed(p < 0.01 ? 4 : 3);
}

/** With its relation, for running text: `p = 0.028`, `p < 0.0001`. */
export function pInWords(p: Estimate): string {
  if (typeof p !== 'number') return `p ${say(p, pValue)}`;
  const text = pValue(p);
  return /^[<>]/.test(text) ? `p ${text}` : `p = ${text}`;
}

export function percent(level: number): string {
  return `${exact(Number((level * 100).toPrecision(6)))} %`;
}

/** An estimate in words: a number by `how`, else why there is none. */
export function say(estimate: Estimate, how: (x: number) => string = rounded): string {
  if (typeof estimate === 'number') return how(estimate);
  return estimate === 'not_reached' ? words.notReached : words.notEstimable;
}

/** `0.05–0.71`; with a minus in it, `−0.17 to 0.58`. */
export function range(low: Estimate, high: Estimate, how: (x: number) => string = rounded): string {
  const ends = [say(low, how), say(high, how)];
  return ends.join(ends.some((end) => /[−<>]/.test(end)) ? ' to ' : '–');
}

/** A band of per cents with its ends: `[25, 50)`, closed ends square. */
export function band(interval: Interval): string {
  const open = interval.low_closed ? '[' : '(';
  const close = interval.high_closed ? ']' : ')';
  return `${open}${exact(interval.low)}, ${exact(interval.high)}${close}`;
}

/** A number in a table: rounded, or exact when the card is asked for it. */
export function figure(
  estimate: Estimate,
  full: boolean,
  how: (x: number) => string = rounded,
): TemplateResult {
  if (typeof estimate === 'number') {
    const whole = exact(estimate);
    return html`<data value=${String(estimate)} title=${whole}>${full ? whole : how(estimate)}</data>`;
  }
  const why = typeof estimate === 'object' ? estimate.not_estimable : nothing;
  return html`<span class="no-number" title=${why}>${say(estimate)}</span>`;
}

/** Two ends of an interval, each exact on demand. */
export function limits(
  low: Estimate,
  high: Estimate,
  full: boolean,
  how: (x: number) => string = rounded,
): TemplateResult {
  const joint = /[−<>]/.test(say(low, how) + say(high, how)) ? ' to ' : '–';
  return html`${figure(low, full, how)}${joint}${figure(high, full, how)}`;
}

/** What a spreadsheet wants: every digit, a plain minus, nothing for nothing. */
export function forSpreadsheet(estimate: Estimate): string {
  return typeof estimate === 'number' ? String(estimate) : say(estimate);
}
