// A step of work: said in one line with its duration, and left out when
// nothing it reads has changed since it last succeeded.

import { performance } from 'node:perf_hooks';
import { recall, remember, stampOf } from './stamp.mjs';

const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

const running = new Set();

/** On a terminal, the steps at work are shown on a line that the next one overwrites. */
function showRunning() {
  if (!process.stdout.isTTY) return;
  process.stdout.write(`\r\x1b[K${[...running].map((name) => `${name} …`).join('   ')}`);
}

/** One line, above whatever is still running. */
export function say(line) {
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  console.log(line);
  showRunning();
}

/**
 * Does `work` unless `inputs` (paths) and `facts` (anything else it depends
 * on) are as they were when it last succeeded and `outputs` are as it left
 * them. `work` may return a short note for the line, as `{ note, ...record }`;
 * the record comes back again when the step is left out. Without `inputs` the
 * work is always done. On failure the output of the program is shown and the
 * error thrown.
 */
export async function step(name, { inputs, facts = [], outputs = [], again = false, reused = 'unchanged' }, work) {
  const stamp = inputs && stampOf(inputs, facts);
  const before = inputs && !again ? recall(name) : undefined;
  if (before && before.stamp === stamp && before.outputs === stampOf(outputs)) {
    say(`${name}: ${before.result.note ? `${before.result.note}, ` : ''}${reused}`);
    return before.result;
  }
  const from = performance.now();
  running.add(name);
  showRunning();
  try {
    const result = (await work()) ?? {};
    if (inputs) remember(name, { stamp, outputs: stampOf(outputs), result });
    running.delete(name);
    say(`${name}: ${result.note ? `${result.note}, ` : ''}${seconds(from)}`);
    return result;
  } catch (error) {
    running.delete(name);
    say(`${name}: FAILED after ${seconds(from)}`);
    throw error;
  }
}
