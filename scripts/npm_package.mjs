// Makes an npm package of the bound engine: the same wasm for Node and for
// bundlers.

import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './place.mjs';

const NODE = `// In Node the engine is read from the disk and ready at once.

import { readFileSync } from 'node:fs';
import { initSync } from './gradus.js';

initSync({ module: readFileSync(new URL('gradus_bg.wasm', import.meta.url)) });

export * from './gradus.js';

/** Nothing is left to wait for; here so that the same code runs in a browser. */
export default async function init() {}
`;

const README = `# gradus

Necrosis grades, rank correlation and survival for small cohorts: the engine of
the Gradus page, for scripts. No dependencies, nothing is sent anywhere.

In Node (20 or later) the engine is ready when it is imported:

    import { open } from 'gradus';

In a browser, through a bundler or as a plain module, wait for it once:

    import init, { open } from 'gradus';
    await init();

Every request and every result is plain data, declared in \`gradus.d.ts\`.
For research and teaching; not a medical device.
`;

/** Adds to \`dist/npm\` what makes it a package. */
export async function writePackage() {
  const directory = join(root, 'dist', 'npm');
  const { name, version, description, license, engines } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  );
  const manifest = {
    name,
    version,
    description,
    license,
    type: 'module',
    engines,
    sideEffects: ['./node.js'],
    files: ['gradus.js', 'gradus.d.ts', 'gradus_bg.wasm', 'node.js', 'LICENSE-MIT', 'LICENSE-APACHE'],
    exports: {
      '.': { types: './gradus.d.ts', node: './node.js', default: './gradus.js' },
      './gradus_bg.wasm': './gradus_bg.wasm',
    },
  };
  await Promise.all([
    writeFile(join(directory, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`),
    writeFile(join(directory, 'node.js'), NODE),
    writeFile(join(directory, 'README.md'), README),
    ...['LICENSE-MIT', 'LICENSE-APACHE'].map((file) => copyFile(join(root, file), join(directory, file))),
  ]);
}
