import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../support/archives/scratch.ts';
import { writeDicomdir } from '../support/dicom/dicomdir.ts';
import { writeDicom } from '../support/dicom/file.ts';
import type { RecordModel } from '../support/dicom/model.ts';
import { EXPLICIT_LITTLE } from '../support/dicom/part10.ts';
import { CT, usualFile, usualFileSet } from '../support/dicom/usual.ts';

const SIDE = 512;
const PIXELS = 2 * SIDE * SIDE;

/** Noise over a slope, 16 bits a pixel: about half of it can be packed away, and no two are alike. */
function noise(random: (below: number) => number): Uint8Array {
  const pixels = new Uint16Array(PIXELS / 2);
  const base = random(2_000);
  for (let at = 0; at < pixels.length; at += 4) {
    const four = random(2 ** 32);
    for (let k = 0; k < 4; k++) pixels[at + k] = base + (at >> 9) + ((four >>> (8 * k)) & 0x3f);
  }
  return new Uint8Array(pixels.buffer);
}

/** A folder of CT slices of half a MB with their DICOMDIR. Gives the bytes of all. */
export function writeImages(folder: string, count: number): number {
  mkdirSync(join(folder, 'IMAGES'), { recursive: true });
  const random = seeded(11);
  const records: RecordModel[] = [];
  let bytes = 0;
  for (let n = 1; n <= count; n++) {
    const uid = `2.25.7000000${n}`;
    const name = `IM${String(n).padStart(6, '0')}`;
    const { elements } = usualFile(uid, n);
    const whole = writeDicom({ elements: { ...elements, '00280010': SIDE, '00280011': SIDE } });
    Buffer.from(whole.buffer, whole.byteOffset).set(noise(random), whole.length - PIXELS);
    writeFileSync(join(folder, 'IMAGES', name), whole);
    bytes += whole.length;
    const keys = { '00041510': CT, '00041511': uid, '00041512': EXPLICIT_LITTLE, '00200013': n };
    records.push({ type: 'IMAGE', file: ['IMAGES', name], elements: keys });
  }
  const [patient] = usualFileSet().dicomdir?.records ?? [];
  const [study] = patient?.children ?? [];
  const [series] = study?.children ?? [];
  if (!patient || !study || !series) throw new Error('no usual file set');
  const tree = { ...patient, children: [{ ...study, children: [{ ...series, children: records }] }] };
  writeFileSync(join(folder, 'DICOMDIR'), writeDicomdir({ records: [tree] }));
  return bytes;
}
