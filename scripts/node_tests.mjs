// Runs a folder of test files under Node's own runner, and counts.

import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './place.mjs';
import { Failed, run } from './run.mjs';
import { filesBelow } from './stamp.mjs';

/** Adds up the first group of every match. */
export const sum = (output, pattern) => [...output.matchAll(pattern)].reduce((n, [, count]) => n + Number(count), 0);

/**
 * Runs the `.test.mjs` files of a folder, one after the other. Failing tests
 * are counted, not thrown; a run that fails without a failing test is thrown.
 */
export async function runTests(folder, { env = {}, flags = [] } = {}) {
  const files = filesBelow([folder]).filter((file) => file.endsWith('.test.mjs'));
  if (!files.length) throw new Failed(`There is no test file in ${folder}`);
  await mkdir(join(root, '.cache'), { recursive: true });
  const counted = join(root, '.cache', `${folder.replaceAll('/', '-')}.tap`);
  await rm(counted, { force: true });
  let failure;
  const output = await run(
    process.execPath,
    [
      ...flags,
      '--test',
      '--test-concurrency=1',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${counted}`,
      ...files,
    ],
    { cwd: root, env },
  ).catch((error) => {
    failure = error;
    return error.output;
  });
  const tap = await readFile(counted, 'utf8').catch(() => '');
  const count = (what) => sum(tap, new RegExp(`^# ${what} (\\d+)$`, 'gm'));
  const counts = { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') + count('todo') };
  if (failure && !counts.failed) throw Object.assign(failure, counts, { failed: 1 });
  const failures = output.indexOf('✖ failing tests:');
  return { ...counts, output: failures < 0 ? output : output.slice(failures) };
}
