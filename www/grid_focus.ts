// Keeps the keyboard in the grid: the cell that the state says is the current one
// has the focus, also when a page of rows or a text field takes its place.

/** What the focus was on before drawing; the result says where it should go. */
export function followCell(root: HTMLElement, jumped: boolean): () => boolean {
  const wasInGrid = document.activeElement?.closest('.grid tbody') != null;
  return () => {
    const at = (where: string) => (jumped ? root.querySelector<HTMLElement>(where) : null);
    const found = at('.grid td.here') ?? at('.grid tr.found td');
    if (found) {
      found.scrollIntoView({ block: 'center', inline: 'nearest' });
      found.focus({ preventScroll: true });
      return true;
    }
    if (!wasInGrid) return false;
    const cell = root.querySelector<HTMLElement>('.grid [data-active]');
    if (!cell || cell === document.activeElement) return cell !== null;
    cell.focus();
    if (cell instanceof HTMLInputElement) cell.setSelectionRange(cell.value.length, cell.value.length);
    return true;
  };
}
