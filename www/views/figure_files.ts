// A figure as a file or on the clipboard, at a printed width.
import { html, nothing, type TemplateResult } from 'lit';
import type { Theme } from 'gradus';
import type { State } from '../state';
import { words } from '../strings/en';
import type { TakeAway } from '../take_away';
import { copied } from './copied';
import { menu } from './menu';
import type { Send } from './send';

const WIDTHS_MM = [85, 130, 170];
const DOTS = [300, 600];

/** With a name, one more figure of a card: the width printed is chosen once. */
export function figureFiles(state: State, send: Send, figure: Omit<TakeAway, 'what' | 'paper'>, name?: string): TemplateResult {
  const { paper } = state;
  const take = (what: TakeAway['what']) => send({ do: 'take', take: { ...figure, what, paper } });
  const button = (what: 'svg' | 'pdf' | 'png') =>
    html`<button type="button" @click=${() => take(what)}>${name === undefined ? words.card[what] : words.card.figureAs(name, what)}</button>`;
  const size = (name: 'mm' | 'dpi', sizes: number[], label: string) =>
    menu(
      label,
      String(paper[name]),
      sizes.map((one) => ({ value: String(one), label: `${one} ${name}` })),
      (chosen) => send({ do: 'paper', paper: { ...paper, [name]: Number(chosen) } }),
      'field',
    );
  const toClipboard = (event: Event) => {
    take('clipboard');
    copied(event, true);
  };
  const files = html`${button('svg')} ${button('pdf')} ${button('png')}`;
  if (name !== undefined) return files;
  return html`${files}
    ${'ClipboardItem' in window
      ? html`<button type="button" @click=${toClipboard}>${words.card.picture}</button>`
      : nothing}
    ${size('mm', WIDTHS_MM, words.card.paper)} ${size('dpi', DOTS, words.card.dots)}
    ${menu(
      words.card.ground.label,
      paper.theme,
      (['light', 'dark'] as const).map((theme) => ({ value: theme, label: words.card.ground[theme] })),
      (theme) => send({ do: 'paper', paper: { ...paper, theme: theme as Theme } }),
      'field',
    )}`;
}
