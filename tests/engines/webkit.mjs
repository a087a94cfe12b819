// WebKit, through Debian's WebKitWebDriver on a display that exists only in memory.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The name under which WebDriver hands over an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** WebKit's own small browser, which lies beside the library. */
function miniBrowser() {
  for (const triple of readdirSync('/usr/lib')) {
    for (const library of ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']) {
      const folder = join('/usr/lib', triple, library);
      try {
        if (readdirSync(folder).includes('MiniBrowser')) return join(folder, 'MiniBrowser');
      } catch {
        // Not this one.
      }
    }
  }
  throw new Error('MiniBrowser was not found below /usr/lib');
}

/** A display number that Xvfb chose and said on its third stream. */
async function startDisplay(program) {
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    child.stdio[3].setEncoding('utf8').once('data', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { child, display: `:${number.trim()}` };
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await exit;
}

const environment = (display) => ({
  ...process.env,
  DISPLAY: display,
  GDK_BACKEND: 'x11',
  LIBGL_ALWAYS_SOFTWARE: '1',
  ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
});

/**
 * What the console says while a page loads, errors and warnings only. An
 * automated WebKit does not print its console, so this one is not automated.
 */
export async function consoleOfLoad(xvfb, url, milliseconds = 4000) {
  const { child: screen, display } = await startDisplay(xvfb);
  const child = spawn(miniBrowser(), ['--enable-write-console-messages-to-stdout=true', url], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(display),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  // The process that drew the page writes its last words as it ends, after its parent.
  const silent = new Promise((resolve) => child.once('close', resolve));
  child.kill();
  await silent;
  await ended(screen);
  return said.split('\n').filter((line) => /CONSOLE .*(ERROR|WARN)/.test(line));
}

/** Watches from after the load on; what happened before it is `consoleOfLoad`'s. */
const WATCH = `
  window.violations = [];
  window.wrong = [];
  document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
  addEventListener('error', (event) => window.wrong.push(String(event.message)));
  addEventListener('unhandledrejection', (event) => window.wrong.push(String(event.reason)));
  console.error = console.warn = (...said) => window.wrong.push(said.join(' '));
`;

/** A page in a session of its own: open, evaluate, click, and what went wrong. */
export async function startWebKit(driver, xvfb) {
  const { child: screen, display } = await startDisplay(xvfb);
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`], { stdio: 'ignore', env: environment(display) });

  let session = '';
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}/session${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const close = async () => {
    if (session) await ask('DELETE', session).catch(() => {});
    await ended(child);
    await ended(screen);
  };
  try {
    const capabilities = {
      alwaysMatch: {
        'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
      },
    };
    for (let tries = 0; !session; tries += 1) {
      try {
        session = `/${(await ask('POST', '', { capabilities })).sessionId}`;
      } catch (error) {
        if (tries >= 50 || error.cause?.code !== 'ECONNREFUSED') throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    const evaluate = (expression) => ask('POST', `${session}/execute/sync`, { script: `return ${expression}`, args: [] });
    return {
      open: async (url) => {
        await ask('POST', `${session}/url`, { url });
        await ask('POST', `${session}/execute/sync`, { script: WATCH, args: [] });
      },
      /** A value that JSON can hold. */
      evaluate,
      click: async (selector) => {
        const element = await ask('POST', `${session}/element`, { using: 'css selector', value: selector });
        await ask('POST', `${session}/element/${element[ELEMENT]}/click`, {});
      },
      errors: () => evaluate('window.wrong'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
