// Firefox, spoken to by WebDriver BiDi over its own socket: no driver is needed.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs in the page before its own scripts. */
const WATCH = `() => {
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
}`;

/** Resolves to the socket's address, which Firefox prints when it listens. */
function listening(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`Firefox ended with ${code}: ${said}`)));
  });
}

/** Numbered commands over a socket; events go to `onEvent`. */
async function connect(address, onEvent) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`No connection to ${address}`));
  });
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === 'event') return onEvent(message);
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'success') resolve(message.result);
    else reject(new Error(`${message.error}: ${message.message}`));
  };
  let id = 0;
  const send = (method, params = {}) =>
    new Promise((resolve, reject) => {
      id += 1;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  return { send, close: () => socket.close() };
}

/** A page in a fresh profile: open, evaluate, click, and what went wrong. */
export async function startFirefox(program) {
  const profile = await mkdtemp(join(tmpdir(), 'gradus-firefox-'));
  const child = spawn(
    program,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const close = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill()) await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const errors = [];
    const { send } = await connect(`${await listening(child)}/session`, ({ method, params }) => {
      if (method === 'log.entryAdded' && params.level !== 'info' && params.level !== 'debug') errors.push(params.text);
    });
    await send('session.new', { capabilities: {} });
    await send('session.subscribe', { events: ['log.entryAdded'] });
    await send('script.addPreloadScript', { functionDeclaration: WATCH });
    const { contexts } = await send('browsingContext.getTree');
    const { context } = contexts[0];
    const value = async (expression) => {
      const answer = await send('script.evaluate', { expression, target: { context }, awaitPromise: true });
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
      return answer.result;
    };
    return {
      open: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
      /** A value that JSON can hold. */
      evaluate: async (expression) => JSON.parse((await value(`JSON.stringify(${expression})`)).value ?? 'null'),
      click: async (selector) => {
        const element = await value(`document.querySelector(${JSON.stringify(selector)})`);
        const origin = { type: 'element', element: { sharedId: element.sharedId } };
        await send('input.performActions', {
          context,
          actions: [
            {
              type: 'pointer',
              id: 'mouse',
              actions: [
                { type: 'pointerMove', x: 0, y: 0, origin },
                { type: 'pointerDown', button: 0 },
                { type: 'pointerUp', button: 0 },
              ],
            },
          ],
        });
      },
      errors: async () => errors,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
