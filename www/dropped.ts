// Files let go anywhere on the page. A browser opens them in its place, and the
// table and all that was said of it would be gone.

/** Reads a file where one is awaited; elsewhere nothing happens to the page. */
export function receiveFiles(isAwaited: () => boolean, read: (file: File) => void): void {
  const carriesFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
  window.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer && !isAwaited()) event.dataTransfer.dropEffect = 'none';
  });
  window.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file && isAwaited()) read(file);
  });
}
