import { writeZip } from '../archives/zip.ts';
import { fixture } from '../content/fixture.ts';
import { greyJpeg } from '../content/grey-jpeg.ts';
import { writeDicom } from '../dicom/file.ts';
import type { Elements, FileModel } from '../dicom/model.ts';
import { usualFile } from '../dicom/usual.ts';
import type { Inside } from './case-schema.ts';
import { applyPatch } from './patch.ts';

/** What a file of that name is, unless a case says otherwise. */
const USUAL: Readonly<Record<string, string>> = {
  pdf: 'plain.pdf',
  jpg: 'baseline.jpg',
  jpeg: 'baseline.jpg',
  png: 'picture.png',
  bmp: 'picture.bmp',
  mp4: 'film.mp4',
};

/** Request Attributes Sequence in itself, so many times. */
function nestedIn(levels: number): Elements {
  let inner: Elements = {};
  for (let level = 0; level < levels; level++) inner = { '00400275': [inner] };
  return inner;
}

function nestedFile(levels: number): Uint8Array {
  const file = usualFile();
  return writeDicom({ ...file, lengths: 'undefined', elements: { ...file.elements, ...nestedIn(levels) } });
}

const sizeOf = (size: string): readonly [number, number] => {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return [width, height];
};

function jpegOf({ size, frame, thumbnail, cut }: Extract<Inside, { jpeg: object }>['jpeg']): Uint8Array {
  const claims = { ...(frame ? { frame: sizeOf(frame) } : {}), ...(thumbnail ? { thumbnail: sizeOf(thumbnail) } : {}) };
  return greyJpeg(...sizeOf(size), claims).subarray(0, cut);
}

/** The bytes of a file in an archive. */
export function insideOf(name: string, given: Inside | undefined): Uint8Array {
  if (given === undefined) {
    const usual = USUAL[(name.split('.').at(-1) ?? '').toLowerCase()];
    return usual === undefined ? Buffer.from('Notes.\n') : fixture(usual);
  }
  if ('text' in given) return Buffer.from(given.text);
  if ('dicom' in given) return writeDicom(applyPatch(usualFile(), given.dicom) as FileModel);
  if ('jpeg' in given) return jpegOf(given.jpeg);
  if ('nested' in given) return nestedFile(given.nested);
  if ('file' in given) return fixture(given.file).subarray(0, given.cut);
  const files = Object.entries(given.zip).map(([inner, what]) => ({ name: inner, bytes: insideOf(inner, what) }));
  return writeZip(files.map((file) => ({ ...file, stored: true })));
}
