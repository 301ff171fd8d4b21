import { harmless } from '../report/harmless.ts';
import type { Unsealed } from './receipt-schema.ts';

/** So many files are listed one by one; all of them stand in the receipt. */
const MOST = 200;

/** The files of a package as boxes to tick. */
export function fileLines(files: Unsealed['files']): string[] {
  const lines = files
    .slice(0, MOST)
    .map(
      ({ name, size, sha256 }) =>
        `   □ ${harmless(name)}　${size.toLocaleString('en-US')} bytes　sha256 ${sha256.slice(0, 12)}…`,
    );
  const more = files.length - MOST;
  return more > 0 ? [...lines, `   … 另有 ${more} 個，都在這個資料夾裡　${more} more, all in this folder`] : lines;
}
