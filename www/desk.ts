// Where the engine runs: in a worker, or in the page itself where the browser
// lets no worker start.
import type { Desk, MakeDesk } from './engine';
import { packedEngine, startWorker } from './packed';
import { Session } from './session';
import type { FromWorker } from './task';
import { unpack } from './unpack';

export const workerDesk: MakeDesk = (hear) => {
  const worker = startWorker();
  let ready = false;
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if ('ready' in data) ready = data.ready;
    hear(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    if (!ready) hear({ ready: false, failure: { kind: 'start', what: event.message } });
  };
  worker.postMessage({ packed: packedEngine() });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    end: () => worker.terminate(),
  };
};

/** The same conversation without a worker: slower to the touch, equal in numbers. */
export const pageDesk: MakeDesk = (hear): Desk => {
  let session: Session | null = null;
  let ended = false;
  setTimeout(() => {
    if (ended) return;
    try {
      session = new Session(unpack(packedEngine()));
      hear({ ready: true });
    } catch (error) {
      hear({ ready: false, failure: { kind: 'start', what: String(error) } });
    }
  });
  return {
    post: ({ id, task }) => {
      setTimeout(() => {
        if (!ended && session) hear({ id, outcome: session.answer(task) });
      });
    },
    end: () => {
      ended = true;
    },
  };
};
