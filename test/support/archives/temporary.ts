import { afterAll, beforeAll } from 'vitest';
import { scratch } from './scratch.ts';

/** A temporary folder for this test file alone, from its first test to its last. Gives its path. */
export function ownTemporaryFolder(): { readonly path: string } {
  const away = scratch();
  const before = process.env.TMPDIR;
  beforeAll(() => {
    process.env.TMPDIR = away.path;
  });
  afterAll(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    away[Symbol.dispose]();
  });
  return away;
}
