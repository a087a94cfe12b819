// Light or dark: by preference, by switch, and always light on paper.
import type { Theme } from './state';

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const onPaper = window.matchMedia('print');

export function paperTheme(theme: Theme): 'light' | 'dark' {
  if (onPaper.matches) return 'light';
  if (theme !== 'system') return theme;
  return prefersDark.matches ? 'dark' : 'light';
}

/** Figures are painted again when the preference changes, or for printing. */
export function whenThemeChanges(draw: () => void): void {
  prefersDark.addEventListener('change', draw);
  onPaper.addEventListener('change', draw);
}
