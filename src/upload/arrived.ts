import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MOST = 64 * 2 ** 20;

/** How the names of receipts end. */
export const RECEIPT_END = '.receipt.json';

/**
 * Whether a folder holds the hand-over of this id: it went there in one step, so its receipt stands for all of it.
 * @returns undefined where the folder cannot be looked at (no permission, a share that is gone)
 */
export function arrived(folder: string, id: string): boolean | undefined {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(RECEIPT_END))
      .some((name) => idOf(join(folder, name)) === id);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? false : undefined;
  }
}

function idOf(file: string): unknown {
  if (statSync(file).size > MOST) return undefined;
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { id?: unknown } | null)?.id;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // somebody else's file
    throw error;
  }
}

/** Whether a folder is one that something was handed over in. */
export function hasReceipt(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith(RECEIPT_END));
  } catch {
    return false;
  }
}
