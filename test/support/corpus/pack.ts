import { writeZip, type ZipFile } from '../archives/zip.ts';
import { writeFileSet } from '../dicom/file-set.ts';
import type { FileSetModel } from '../dicom/model.ts';
import { usualFileSet } from '../dicom/usual.ts';
import { archive, cutTo, type Packed } from './archive.ts';
import type { CaseFile, Item } from './case-schema.ts';
import { attachmentsOf, type Base, bundleOf, fhrBytes, type Options } from './fhr.ts';
import { insideOf } from './inside.ts';
import { isLabResult, labFilesOf } from './lab-result/pack.ts';
import { imageFilesOf } from './medical-image/pack.ts';
import { applyPatch } from './patch.ts';
import { writeSevenZip } from './seven-zip.ts';

const KEY = '3501200000_2026051200000001';
const ZIP = '3501200000_1150512_001.zip';
const NAMES = { fhr: `FHR${KEY}.JSON`, att: `ATT${KEY}.7z`, dcf: `DCF${KEY}.7z`, text: 'readme.txt' };

function dcfHolds({ holds, set = {}, moved = {}, contents = {} }: Options): Packed[] {
  if (holds?.length === 0) return [];
  const own = writeFileSet(applyPatch(usualFileSet(), set) as FileSetModel);
  const kept = own.filter(({ name }) => contents[name] === undefined);
  const others = Object.entries(contents).map(([name, what]) => ({ name, bytes: insideOf(name, what) }));
  return [...kept.map((file) => ({ ...file, name: moved[file.name] ?? file.name })), ...others];
}

function attHolds(named: readonly string[], { holds, rename = {}, also = [], without = [] }: Options): string[] {
  for (const name of [...Object.keys(rename), ...without])
    if (!named.includes(name)) throw new Error(`the FHR does not name ${name}`);
  const kept = holds ?? named.filter((name) => !without.includes(name)).map((name) => rename[name] ?? name);
  return [...kept, ...also];
}

/** The files of a case, before they are packed. */
function filesOf(given: CaseFile): (Packed & Pick<Item, 'entry'>)[] {
  const base: Base = given.base ?? 'cancer';
  let bundle = bundleOf(base, given.patch);
  const items = given.files ?? (base === 'cancer' ? ['fhr', 'att', 'dcf'] : ['fhr', 'att']);
  return items.map((item) => {
    const { is, ...options }: Item = typeof item === 'string' ? { is: item } : item;
    const name = options.name ?? NAMES[is];
    const content = (): Uint8Array => {
      if (is === 'att') {
        const holds = attHolds(attachmentsOf(bundle), options);
        const { contents = {} } = options;
        return archive(
          name,
          holds.map((inside) => ({ name: inside, bytes: insideOf(inside, contents[inside]) })),
          options,
        );
      }
      if (is === 'dcf') return archive(name, dcfHolds(options), options);
      if (is !== 'fhr') return Buffer.from(options.text ?? '');
      if (options.base) bundle = bundleOf(options.base, options.patch);
      else if (options.patch) bundle = bundleOf(base, given.patch, options.patch);
      return fhrBytes(bundle, options);
    };
    const { entry } = options;
    return { name, bytes: cutTo(content(), options.cut), ...(entry ? { entry } : {}) };
  });
}

/** What lies on disk: the files of the case, or the zip of them. Nothing is compressed: deflate differs by machine. */
export function packageOf(given: CaseFile): Packed[] {
  if (isLabResult(given)) return labFilesOf(given);
  if (given.rows || given.csv || given.images) {
    const texts = (given.files ?? []).map((item) => typeof item === 'object' && { name: '', ...item });
    const others = texts.flatMap((item) => (item ? [{ name: item.name, bytes: Buffer.from(item.text ?? '') }] : []));
    return [...imageFilesOf(given), ...others];
  }
  const files = filesOf(given);
  if (given.pack === 'loose') return files;
  const { zip = ZIP, kind, cut, twin } = given.pack ?? {};
  const entries = files.map(({ name, bytes, entry = {} }): ZipFile => ({ name, bytes, stored: true, ...entry }));
  const bytes = cutTo(kind ? writeSevenZip(files) : writeZip(entries), cut);
  return [zip, ...(twin === undefined ? [] : [twin])].map((name) => ({ name, bytes }));
}
