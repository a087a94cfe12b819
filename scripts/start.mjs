// `npm start`: builds what has changed, serves the page on this machine and
// opens it where there is a desktop.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { main } from './main.mjs';
import { root } from './place.mjs';
import { serve } from './serve.mjs';

/** Opens the address in the user's browser, where there is a desktop to show it. */
function openOnDesktop(address) {
  const desktop = process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!desktop) return;
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const opener = spawn(command, [address], { stdio: 'ignore', detached: true });
  opener.on('error', () => {});
  opener.unref();
}

await main(async () => {
  await build();
  const { address } = await serve(join(root, 'dist'), { port: 4173 });
  console.log(`Gradus is at ${address} (Ctrl-C stops it; dist/index.html is the same page in one file)`);
  openOnDesktop(address);
});
