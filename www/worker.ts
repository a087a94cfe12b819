// The worker, for now: loads the engine and says its version.

import { initSync, version } from 'gradus';
import { unpack } from './unpack';

onmessage = ({ data }) => {
  initSync({ module: unpack(data) });
  postMessage(version());
};
