// Runs another program and gives back what it printed.

import { spawn } from 'node:child_process';

/** The program ended with an error, or could not be started at all. */
export class Failed extends Error {
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/**
 * Runs `command` and resolves to everything it printed, both streams in order
 * of arrival; rejects with `Failed` when it did not end with 0.
 */
export function run(command, args, { env = {}, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    const line = [command, ...args].join(' ');
    child.on('error', (cause) => reject(new Failed(`${line}: ${cause.message}`, output)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Failed(`${line} ended with ${signal ?? code}`, output));
    });
  });
}
