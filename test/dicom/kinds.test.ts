import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { writeFileSet } from '../support/dicom/file-set.ts';
import { fileSetOf, IMAGE_KINDS, type ImageKind } from '../support/dicom/kinds.ts';
import { installed, run } from '../support/dicom/tools.ts';

/** A file set on disk, and the paths of its files. */
function written(kind: ImageKind): { paths: string[]; [Symbol.dispose](): void } {
  const folder = scratch();
  const paths = writeFileSet(
    fileSetOf(kind, [
      [640, 480],
      [512, 512],
    ]),
  ).map(({ name, bytes }) => {
    const path = join(folder.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  });
  return { paths, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

const told = (says: string): string[] => says.split('\n').filter((line) => /^(?:[EF]:|Error)/.test(line));

describe.each(IMAGE_KINDS)('the images of the corpus: %s', (kind) => {
  test.skipIf(!installed('dcmdump'))('dcmdump reads each file (needs DCMTK)', () => {
    using set = written(kind);
    for (const path of set.paths) {
      const { code, says } = run('dcmdump', [path]);
      expect([code, told(says)]).toEqual([0, []]);
    }
  });

  test.skipIf(!installed('dciodvfy'))('dciodvfy finds no error in them (needs dicom3tools)', () => {
    using set = written(kind);
    for (const path of set.paths) expect(told(run('dciodvfy', [path]).says), path).toEqual([]);
  });
});
