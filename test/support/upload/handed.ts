import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sourcesOf } from '../../../src/intake/paths.ts';
import { readReceipt, verify } from '../../../src/upload/verify.ts';

/** What lies in a target. */
export interface InTarget {
  /** Folders that hold all that their receipt says, and nothing else. */
  readonly whole: string[];
  /** Anything else that a user would see. */
  readonly broken: string[];
  /** What is hidden. */
  readonly hidden: string[];
}

/** Looks at a target as a user would, and compares every folder with its receipt. */
export async function inTarget(dir: string): Promise<InTarget> {
  const found: InTarget = { whole: [], broken: [], hidden: [] };
  for (const name of existsSync(dir) ? readdirSync(dir) : []) {
    if (name.startsWith('.')) found.hidden.push(name);
    else ((await isWhole(join(dir, name))) ? found.whole : found.broken).push(name);
  }
  return found;
}

async function isWhole(folder: string): Promise<boolean> {
  if (!statSync(folder).isDirectory()) return false;
  const names = readdirSync(folder);
  const [receipt, ...more] = names.filter((name) => name.endsWith('.receipt.json'));
  if (receipt === undefined || more.length > 0) return false;
  if (!names.some((name) => name.endsWith('.checklist.txt'))) return false;
  const file = join(folder, receipt);
  return (await verify(await readReceipt(file), file, (await sourcesOf([folder])).sources)).whole;
}
