import { readFileSync } from 'node:fs';
import { memorySource } from '../../../src/intake/memory.ts';
import type { Source } from '../../../src/intake/source.ts';
import { writeCab } from '../archives/cab.ts';
import { writeZip } from '../archives/zip.ts';
import { insideOf } from '../corpus/inside.ts';
import { writeFileSet } from '../dicom/file-set.ts';
import type { FileSetModel } from '../dicom/model.ts';
import { usualFileSet } from '../dicom/usual.ts';

/** The day on which the base Bundles are accepted. */
export const AS_OF = '2026-05-12';
/** 醫事機構代號_案件編號 of the packages made here. */
export const KEY = '3501200000_2026051200000001';
/** The name of their zip. */
export const ZIP = '3501200000_1150512_001.zip';

/** JSON of any shape. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into Bundles of known shape
export type Any = any;
export type Base = 'cancer' | 'imm';

/** A base Bundle, new each time. */
export const base = (name: Base = 'cancer'): Any =>
  JSON.parse(readFileSync(new URL(`../../../corpus/prior-auth/base/${name}.json`, import.meta.url), 'utf8'));

const ATTACHMENTS: Record<Base, string[]> = {
  cancer: ['chest-ct-report.pdf', 'xray-photo.jpg', 'pathology.pdf', 'careplan.pdf'],
  imm: ['medical-record.pdf', 'phototherapy.pdf'],
};

/** A cabinet of small files of these names, each what its extension says. */
export const cab = (...names: string[]): Uint8Array =>
  writeCab(names.map((name) => ({ name, bytes: insideOf(name, undefined) })));

/** A cabinet of the images that the base Bundle `cancer` names; or of another file set. */
export const dcf = (set: FileSetModel = usualFileSet()): Uint8Array =>
  writeCab(writeFileSet(set).map(({ name, bytes }) => ({ name: name.replaceAll('/', '\\'), bytes })));

/** Names and bytes of files. */
export type Files = Record<string, Uint8Array>;

/** The files of an accepted case; `fhr` in place of its Bundle. */
export function caseFiles(name: Base = 'cancer', fhr: unknown = base(name), key = KEY): Files {
  const bytes =
    fhr instanceof Uint8Array ? fhr : Buffer.from(typeof fhr === 'string' ? fhr : JSON.stringify(fhr, null, 1));
  return {
    [`FHR${key}.JSON`]: bytes,
    [`ATT${key}.CAB`]: cab(...ATTACHMENTS[name]),
    ...(name === 'cancer' ? { [`DCF${key}.CAB`]: dcf() } : {}),
  };
}

/** Files as Sources in memory. */
export const sources = (files: Files): Source[] =>
  Object.entries(files).map(([name, bytes]) => memorySource(name, bytes));

/** Files packed as a zip. */
export const zip = (files: Files): Uint8Array =>
  writeZip(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));
