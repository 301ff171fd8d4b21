import { auditFileSet } from '../../../src/readers/dicom/audit.ts';
import { readDicomdir } from '../../../src/readers/dicom/dicomdir.ts';
import { readDicom } from '../../../src/readers/dicom/header.ts';
import type { AuditedRecord, Dicomdir, FileInSet, FileSetAudit } from '../../../src/readers/dicom/types.ts';
import { writeFileSet } from './file-set.ts';
import type { DicomdirModel, FileSetModel, RecordModel } from './model.ts';
import { pieces } from './read.ts';
import { usualFileSet } from './usual.ts';

/** What the reader makes of these bytes. @throws Error where it does not take them for a DICOMDIR */
export function dicomdirIn(bytes: Uint8Array): Dicomdir {
  const read = readDicomdir(bytes);
  if (read.kind !== 'dicomdir') throw new Error(`read as ${JSON.stringify(read)}`);
  return read.dicomdir;
}

/** Audits files of which one is the DICOMDIR. */
export async function audited(files: readonly { name: string; bytes: Uint8Array }[]): Promise<FileSetAudit> {
  const inSet = await Promise.all(
    files.map(async ({ name, bytes }): Promise<FileInSet> => {
      const read = await readDicom(pieces(bytes));
      return { path: name, header: read.kind === 'other' ? undefined : read.header };
    }),
  );
  const directory = files.find(({ name }) => /^dicomdir$/i.test(name));
  if (!directory) throw new Error('no DICOMDIR');
  return auditFileSet(dicomdirIn(directory.bytes), inSet);
}

/** Audits a file set as it is written. */
export const auditedSet = (model: FileSetModel): Promise<FileSetAudit> => audited(writeFileSet(model));

/** The usual file set, with a DICOMDIR that differs. */
export function usualSet(changed: Partial<DicomdirModel> = {}): FileSetModel & { dicomdir: DicomdirModel } {
  const { dicomdir, files } = usualFileSet();
  return { dicomdir: { records: [], ...dicomdir, ...changed }, files };
}

/** Records with one of them changed, or replaced by several. `path` as in `PATIENT[1]/STUDY[1]`. */
export function changedRecords(
  records: readonly RecordModel[],
  path: string,
  change: (record: RecordModel) => RecordModel | readonly RecordModel[],
): RecordModel[] {
  const [first = '', ...rest] = path.split('/');
  const counts = new Map<string, number>();
  return records.flatMap((record) => {
    const count = (counts.get(record.type) ?? 0) + 1;
    counts.set(record.type, count);
    if (`${record.type}[${count}]` !== first) return [record];
    if (rest.length === 0) return change(record);
    return { ...record, children: changedRecords(record.children ?? [], rest.join('/'), change) };
  });
}

/** The record of a path. @throws Error where there is none */
export function recordAt({ records }: FileSetAudit, path: string): AuditedRecord {
  const found = records.find((record) => record.path === path);
  if (!found) throw new Error(`no ${path} among ${records.map((record) => record.path)}`);
  return found;
}
