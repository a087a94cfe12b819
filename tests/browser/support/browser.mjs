// Starts Chromium for a test file, and a way out that is watched: whatever the
// browser sends beyond this machine's own server arrives at a recorder.

import { createServer } from 'node:http';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { browser as findBrowser } from '../../../scripts/browser.mjs';
import { serve } from '../../../scripts/serve.mjs';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

/** Where the page can be opened from: hosted, and as a file on the disk. */
export const fromFile = pathToFileURL(`${dist}/index.html`).href;

/** A proxy that answers nobody and writes down every host asked for. */
async function recorder() {
  const hosts = [];
  const server = createServer((request, response) => {
    hosts.push(new URL(request.url, `http://${request.headers.host}`).host);
    response.writeHead(204).end();
  });
  server.on('connect', (request, socket) => {
    hosts.push(request.url);
    socket.on('error', () => {});
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { hosts, address: `http://127.0.0.1:${server.address().port}`, close };
}

/**
 * A browser, the served page's address, and `asked`: the hosts beyond the
 * server that anything in the browser tried to reach. `close` ends all three.
 */
export async function openBrowser() {
  const [site, outside] = await Promise.all([serve(dist), recorder()]);
  const browser = await chromium.launch({
    executablePath: await findBrowser('chromium'),
    args: [
      // This machine itself is reached without it.
      `--proxy-server=${outside.address}`,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const close = async () => {
    await browser.close();
    await Promise.all([site.close(), outside.close()]);
  };
  return { browser, address: site.address, asked: outside.hosts, close };
}
