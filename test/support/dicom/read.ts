import { readDicom } from '../../../src/readers/dicom/header.ts';
import type { DicomHeader, DicomRead } from '../../../src/readers/dicom/types.ts';
import { writeDicom } from './file.ts';
import type { FileModel } from './model.ts';

/** The bytes in pieces of `size`. */
export async function* pieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What the reader makes of a file. */
export function readModel(model: FileModel, size?: number): Promise<DicomRead> {
  return readDicom(pieces(writeDicom(model), size));
}

/** The header of a file that is read without complaint. @throws Error for any other */
export async function headerIn(model: FileModel, size?: number): Promise<DicomHeader> {
  const read = await readModel(model, size);
  if (read.kind !== 'dicom' || read.truncated) throw new Error(`read as ${JSON.stringify(read)}`);
  return read.header;
}
