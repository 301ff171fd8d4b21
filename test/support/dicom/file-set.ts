import { writeDicomdir } from './dicomdir.ts';
import { writeDicom } from './file.ts';
import type { FileSetModel } from './model.ts';

/** The files of a set: the DICOMDIR, then the others in the order of their names. @throws Error as the writers do */
export function writeFileSet(model: FileSetModel): { name: string; bytes: Uint8Array }[] {
  const { dicomdir } = model;
  const directory = dicomdir ? [{ name: dicomdir.name ?? 'DICOMDIR', bytes: writeDicomdir(dicomdir) }] : [];
  const files = Object.entries(model.files)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, file]) => ({ name, bytes: writeDicom(file) }));
  return model.dicomdirLast === true ? [...files, ...directory] : [...directory, ...files];
}
