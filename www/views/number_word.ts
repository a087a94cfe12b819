// An underlined word of a sentence that is a number to be typed.
import { html, type TemplateResult } from 'lit';

/** Where a placeholder stands for it the field may be left empty: that is null. */
export function numberWord(
  label: string,
  value: number | null,
  placeholder: string,
  choose: (value: number | null) => void,
): TemplateResult {
  const changed = (event: Event) => {
    const { valueAsNumber, value: text } = event.target as HTMLInputElement;
    if (valueAsNumber > 0) choose(valueAsNumber);
    else if (text === '' && placeholder !== '') choose(null);
  };
  return html`<input
    class="word"
    type="number"
    step="any"
    min="0"
    aria-label=${label}
    placeholder=${placeholder}
    .value=${value === null ? '' : String(value)}
    @change=${changed}
  />`;
}
