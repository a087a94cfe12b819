// Content stamps: what a step read, as one hash, so that a step is repeated
// exactly when something it depends on has changed.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './place.mjs';

/** Every file at or below the paths (relative to the project), in order. */
export function filesBelow(paths) {
  const files = [];
  const visit = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isFile()) files.push(path);
    else for (const name of readdirSync(join(root, path))) visit(join(path, name));
  };
  paths.forEach(visit);
  return files.sort();
}

/** One hash of the names and contents of all files, and of `facts` besides. */
export function stampOf(paths, facts = []) {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(facts));
  for (const path of filesBelow(paths)) {
    const content = readFileSync(join(root, path));
    hash.update(`\0${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const recordPath = (name) => join(root, '.cache', `${name.toLowerCase().replace(/\W+/g, '-')}.json`);

/** What was written down when the step last succeeded, or nothing. */
export function recall(name) {
  try {
    return JSON.parse(readFileSync(recordPath(name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Writes down that the step succeeded. */
export function remember(name, record) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(recordPath(name), JSON.stringify(record));
}
