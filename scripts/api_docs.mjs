// Puts the generated declarations into docs/api.md: `node scripts/api_docs.mjs`
// after a build. The tests of the package compare.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './place.mjs';

const HEADING = '## Every request and every result\n';

/** docs/api.md as it should be: what was written by hand, and the declarations. */
export async function apiDocs() {
  const [page, declarations] = await Promise.all([
    readFile(join(root, 'docs', 'api.md'), 'utf8'),
    readFile(join(root, 'dist', 'npm', 'gradus.d.ts'), 'utf8'),
  ]);
  const data = declarations.split('/* tslint:disable */')[0].trim();
  return `${page.split(HEADING)[0]}${HEADING}\n\`\`\`ts\n${data}\n\`\`\`\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await writeFile(join(root, 'docs', 'api.md'), await apiDocs());
