// The worker: unpacks the engine, says that it is ready, answers numbered tasks.
import { Session } from './session';
import type { FromWorker, ToWorker } from './task';
import { unpack } from './unpack';

const say = (message: FromWorker) => postMessage(message);
let session: Session | null = null;

onmessage = ({ data }: MessageEvent<{ packed: string } | ToWorker>) => {
  if ('packed' in data) {
    try {
      session = new Session(unpack(data.packed));
      say({ ready: true });
    } catch (error) {
      say({ ready: false, failure: { kind: 'start', what: String(error) } });
    }
    return;
  }
  if (session) say({ id: data.id, outcome: session.answer(data.task) });
};
