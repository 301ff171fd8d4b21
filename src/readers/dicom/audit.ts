import { optional } from '../optional.ts';
import { referencedFile } from './audit-file.ts';
import { pathsOf } from './audit-paths.ts';
import { isInstance, levelOf, missingKeys, placeOf } from './record-types.ts';
import { fileResolver } from './resolve.ts';
import { buildTree, type Tree } from './tree.ts';
import { TOP } from './tree-walk.ts';
import type { AuditedRecord, Dicomdir, DirectoryRecord, FileInSet, FileSetAudit, ReferencedFile } from './types.ts';

/** The SOP class of a DICOMDIR (PS3.10 8.6). */
export const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';

/**
 * Audits a file set: its tree, its keys, and its Referenced File IDs against the files that are there. Takes time in
 * proportion to records and files, and reads nothing.
 * @param files all that lie beside the DICOMDIR and beneath, itself among them or not
 */
export function auditFileSet(dicomdir: Dicomdir, files: readonly FileInSet[]): FileSetAudit {
  const tree = buildTree(dicomdir);
  const referenced = referencedFiles(dicomdir.records, tree, files);
  const records = auditedRecords(dicomdir.records, tree, referenced);
  const { offsets, circles, astray } = tree;
  const matches = referenced.flatMap((file) => (file ? [file.match] : []));
  const byOrder = records.filter(({ reached }) => reached === 'order');
  const used = new Set(referenced.map((file) => file?.file));
  return {
    records,
    offsets,
    ...optional('shift', tree.shift),
    circles,
    astray,
    orphans: byOrder.length < records.length ? byOrder : [],
    unreachable: records.filter(isUnreachable),
    flattened: matches.length > 0 && matches.every((match) => match === 'flattened'),
    unreferenced: files.filter((file) => file.header !== undefined && !used.has(file) && !isDirectory(file)),
  };
}

/** By index; in the order of the sequence, since the earlier record of two that refer to a file has it. */
function referencedFiles(
  records: readonly DirectoryRecord[],
  tree: Tree,
  files: readonly FileInSet[],
): (ReferencedFile | undefined)[] {
  const resolve = fileResolver(
    files,
    records.flatMap(({ fileId }) => (fileId ? [fileId] : [])),
  );
  const seen = new Set<unknown>();
  return records.map((record) => {
    if (record.fileId === undefined) return undefined;
    const resolved = resolve(record.fileId);
    const what = resolved.file ?? record.fileId.join('/');
    const twice = seen.has(what);
    seen.add(what);
    return referencedFile(record.fileId, lineageOf(records, tree, record), resolved, twice);
  });
}

function lineageOf(records: readonly DirectoryRecord[], { parents }: Tree, record: DirectoryRecord): DirectoryRecord[] {
  const lineage: DirectoryRecord[] = [];
  for (let at: DirectoryRecord | undefined = record; at; at = records[parents[at.index] ?? TOP]) lineage.push(at);
  return lineage;
}

function auditedRecords(
  records: readonly DirectoryRecord[],
  tree: Tree,
  referenced: readonly (ReferencedFile | undefined)[],
): AuditedRecord[] {
  const paths = pathsOf(records, tree);
  const repeated = repetitions(records);
  const audited: AuditedRecord[] = new Array(records.length);
  for (const index of tree.order) {
    const record = records[index];
    if (record === undefined) continue;
    const parent = audited[tree.parents[index] ?? TOP];
    audited[index] = {
      record,
      parent,
      path: paths[index] ?? '',
      reached: tree.reached[index] ?? 'order',
      place: placeOf(record.type, parent?.record),
      ...missingKeys(record),
      repeated: repeated[index] ?? false,
      ...optional('file', referenced[index]),
      instance: isInstance(record),
    };
  }
  return audited;
}

/** Whether the Patient ID, Study or Series Instance UID of each record is the one of an earlier record of its type. */
function repetitions(records: readonly DirectoryRecord[]): boolean[] {
  const seen = { PATIENT: new Set<string>(), STUDY: new Set<string>(), SERIES: new Set<string>() };
  const repeats = (known: Set<string>, key: string | undefined): boolean => {
    if (key === undefined) return false;
    const size = known.size;
    return known.add(key).size === size;
  };
  return records.map(({ type, patientId, study, series, sopInstance }) => {
    if (type === 'PATIENT') return repeats(seen.PATIENT, patientId);
    if (type === 'STUDY') return repeats(seen.STUDY, study ?? sopInstance);
    return type === 'SERIES' && repeats(seen.SERIES, series);
  });
}

function isUnreachable({ record, instance, file, parent, reached }: AuditedRecord): boolean {
  const placeless = reached === 'order' && parent === undefined && levelOf(record.type) === 'instance';
  return instance && (placeless || file === undefined || record.type === undefined);
}

function isDirectory({ path, header }: FileInSet): boolean {
  return /^dicomdir$/i.test(path) || header?.mediaSopClass === MEDIA_STORAGE_DIRECTORY;
}
