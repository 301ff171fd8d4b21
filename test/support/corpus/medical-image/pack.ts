import { writeFileSet } from '../../dicom/file-set.ts';
import { fileSetOf } from '../../dicom/kinds.ts';
import type { FileSetModel } from '../../dicom/model.ts';
import { archive, cutTo, type Packed } from '../archive.ts';
import type { CaseFile, Inside } from '../case-schema.ts';
import { big5 } from '../fhr.ts';
import { insideOf } from '../inside.ts';
import { applyPatch } from '../patch.ts';
import type { Archive, Csv } from './case-schema.ts';
import { imagesOf, lineOf, type MadeRow, rowsOf } from './rows.ts';

const CSV = '3501200000_20260512_001.csv';

/** Width and height of the usual images. */
const SIZES = {
  ct: ['512x512', '512x512'],
  mri: ['256x256'],
  xray: ['1760x2140'],
  panoramic: ['2880x1504'],
  ultrasound: ['640x480'],
  endoscopy: ['640x480'],
};

const sizeOf = (size: string): [number, number] => {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return [width, height];
};

function csvBytes(rows: readonly MadeRow[], { text, before = '', after = '', replace = {}, ...csv }: Csv): Uint8Array {
  const made = text ?? before + rows.map((row) => `${lineOf(row)}\r\n`).join('') + after;
  const changed = Object.entries(replace).reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`the CSV has no ${from}`);
    return result.replaceAll(from, to);
  }, made);
  const final = changed.replaceAll('〈long〉', 'X'.repeat(csv.long ?? 0));
  if (csv.encoding === 'big5') return big5(final);
  return Buffer.from((csv.bom || csv.encoding ? '\uFEFF' : '') + final, csv.encoding ? 'utf16le' : 'utf8');
}

/** What lies in an archive of this name: a file set with its DICOMDIR, or JPEGs. */
function held(name: string, row: MadeRow | undefined, given: Archive): Packed[] {
  const kind = given.of ?? imagesOf(row?.kind ?? 'ct');
  const sizes = given.sizes ?? SIZES[kind];
  const contents = (given.contents ?? {}) as Record<string, Inside>;
  const others = Object.entries(contents).map(([inner, what]) => ({ name: inner, bytes: insideOf(inner, what) }));
  const own = (): Packed[] => {
    if (given.holds) return given.holds.map((inner) => ({ name: inner, bytes: insideOf(inner, undefined) }));
    if (/^ATT/i.test(name))
      return sizes.map((size, i) => ({ name: `IMG${i + 1}.jpg`, bytes: insideOf('', { jpeg: { size } }) }));
    const set = applyPatch(fileSetOf(kind, sizes.map(sizeOf)), given.set ?? {}) as FileSetModel;
    return writeFileSet(set).map((file) => ({ ...file, name: given.moved?.[file.name] ?? file.name }));
  };
  return [...own().filter((file) => contents[file.name] === undefined), ...others];
}

/** The files of a package of medical images: the CSV, and an archive for each name in it. */
export function imageFilesOf({
  rows: given = [],
  csv = {},
  images = {},
}: Pick<CaseFile, 'rows' | 'csv' | 'images'>): Packed[] {
  const rows = rowsOf(given);
  const named = new Map<string, MadeRow>();
  for (const row of rows) if (row.cells.archive && !named.has(row.cells.archive)) named.set(row.cells.archive, row);
  const archives = new Map<string, Archive | 'none'>([...named.keys()].map((name) => [name, {}]));
  for (const [key, what] of Object.entries(images)) {
    const name = /^\d+$/.test(key) ? rows[Number(key) - 1]?.cells.archive : key;
    if (!name) throw new Error(`there is no row ${key}`);
    archives.set(name, what);
  }
  const packed = [...archives].flatMap(([name, what]) => {
    if (what === 'none') return [];
    const bytes = archive(name, held(name, named.get(name), what), what);
    return [{ name, bytes: cutTo(bytes, what.cut) }];
  });
  const first = csv === 'none' ? [] : [{ name: csv.name ?? CSV, bytes: csvBytes(rows, csv) }];
  return [...first, ...packed];
}
