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

/** Three significant digits, trailing zeros kept; whole numbers from 1000 up. */
export function rounded(x: number): string {
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size >= 999.5) return count(Math.round(x));
  if (size < TINY) return inPowers(x);
  return Number(x.toPrecision(3)).toFixed(decimalsFor(Number(size.toPrecision(3)))).replace('-', MINUS);
}

/** A ratio as journals print it: two decimals below 10, else three digits; what lies
 *  beyond 0.01 and 1000 is said to. */
export function ratio(x: number): string {
  if (x < 0.005) return '< 0.01';
  if (x < 9.995) return x.toFixed(2);
  return x > 1000 ? '> 1000' : rounded(x);
}

/** Below this a number is written with a power of ten. */
const TINY = 1e-6;

/** `1.43 × 10⁻¹²`. */
function inPowers(x: number): string {
  const [digits = '', power = ''] = x.toExponential(2).split('e');
  const raised = power.replace('-', '⁻').replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit);
  return `${digits} × 10${raised}`.replace('-', MINUS);
}

function decimalsFor(size: number): number {
  return Math.max(0, 2 - Math.floor(Math.log10(size)));
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

/** A fixed number of decimals. */
export function fixed(x: number, decimals: number): string {
  return x.toFixed(decimals).replace('-', MINUS);
}

/** Keeps a symbol and its number on one line: `n = 25`, `≥ 50 %`. */
export function tied(text: string): string {
  return text
    .replace(/(\b[pnρ]|χ²) ([=<>]) (?=[\d−])/g, '$1\u00a0$2\u00a0')
    .replace(/([<>≤≥]) (?=\d)/g, '$1\u00a0')
    .replace(/(\d) %/g, '$1\u00a0%');
}

/** A p-value as in `= 0.028`, `= 0.0004` or `< 0.0001`. */
export function pValue(p: number): string {
  if (p < 0.0001) return '< 0.0001';
  if (p > 0.999) return '> 0.999';
  return p.toFixed(p < 0.01 ? 4 : 3);
}

export function percent(level: number): string {
  return `${exact(Number((level * 100).toPrecision(6)))} %`;
}

/** A share of patients, to a tenth of a per cent. */
export function share(x: number): string {
  return `${(x * 100).toFixed(1).replace(/^-0\.0$/, '0.0').replace('-', MINUS)}\u00a0%`;
}

/** An estimate in words: a number by `how`, else why there is none. */
export function say(estimate: Estimate, how: (x: number) => string = rounded): string {
  if (typeof estimate === 'number') return how(estimate);
  return estimate === 'not_reached' ? words.notReached : words.notEstimable;
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
  if (typeof low !== 'number' && say(low) === say(high)) return figure(low, full, how);
  const joint = /[−<>]/.test(say(low, how) + say(high, how)) ? ' to ' : '–';
  return html`${figure(low, full, how)}${joint}${figure(high, full, how)}`;
}

/** What a spreadsheet wants: every digit, a plain minus, nothing for nothing. */
export function forSpreadsheet(estimate: Estimate): string {
  return typeof estimate === 'number' ? String(estimate) : say(estimate);
}
