// Where the project is, and where cargo leaves what it makes.

import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');
