// Serves a folder on this machine only.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** Answers one request from the folder; the folder itself is `index.html`. */
async function answer(folder, request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const path = normalize(join(folder, decodeURIComponent(pathname)));
  if (!path.startsWith(folder + sep)) return response.writeHead(403).end();
  const file = path.endsWith(sep) ? join(path, 'index.html') : path;
  let content;
  try {
    content = await readFile(file);
  } catch {
    return response.writeHead(404).end();
  }
  response.writeHead(200, {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Content-Length': content.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(content);
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(server.address().port);
    });
  });
}

/**
 * Serves `folder` on 127.0.0.1, at `port` or, where that is taken, at a free
 * one. Resolves to the address and a way to stop.
 */
export async function serve(folder, { port = 0 } = {}) {
  const server = createServer((request, response) => {
    answer(normalize(folder), request, response).catch(() => response.writeHead(400).end());
  });
  const found = await listen(server, port).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return listen(server, 0);
  });
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { address: `http://127.0.0.1:${found}/`, close };
}
