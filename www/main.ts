// The page, for now: proof that the engine answers from its worker.

import { packedEngine, startWorker } from './packed';

const worker = startWorker();
worker.onmessage = ({ data }) => {
  document.getElementById('page')!.textContent = `Gradus ${data}`;
};
worker.postMessage(packedEngine());
