import { optional } from '../optional.ts';
import { isOdd, type Resolved } from './resolve.ts';
import type { DicomHeader, DirectoryRecord, ReferencedFile, Tag } from './types.ts';

const KEYS: readonly (readonly [Tag, 'patientId' | 'study' | 'series' | 'modality'])[] = [
  ['00100020', 'patientId'],
  ['0020000d', 'study'],
  ['0020000e', 'series'],
  ['00080060', 'modality'],
];
const NONE: readonly Tag[] = [];

/**
 * Compares what a record says of its file with the header of that file.
 * @param lineage the record and those above it
 */
export function referencedFile(
  id: readonly string[],
  lineage: readonly DirectoryRecord[],
  resolved: Resolved,
  twice: boolean,
): ReferencedFile {
  const seen = { id: id.join('/'), ...resolved, odd: isOdd(id), twice };
  const header = resolved.file?.header;
  const [record] = lineage;
  if (header === undefined || record === undefined) return { ...seen, keysDiffer: NONE };
  const differing = KEYS.filter(([, key]) => lineage.some((one) => differ(one[key], header[key])));
  return {
    ...seen,
    ...optional('sopClass', compared(record.sopClass, header.sopClass ?? header.mediaSopClass)),
    ...optional('sopInstance', compared(record.sopInstance, header.sopInstance ?? header.mediaSopInstance)),
    ...optional('transferSyntax', compared(record.transferSyntax, header.transferSyntax)),
    generalSopClassMissing: lacksGeneralClass(record, header),
    keysDiffer: differing.length > 0 ? differing.map(([tag]) => tag) : NONE,
  };
}

/** Undefined where the file does not say. */
function compared(said: string | undefined, found: string | undefined): ReferencedFile['sopClass'] {
  if (said === undefined) return 'missing';
  if (found === undefined) return undefined;
  return said === found ? 'agrees' : 'differs';
}

function lacksGeneralClass(record: DirectoryRecord, { generalSopClass }: Partial<DicomHeader>): boolean {
  const said = record.generalSopClass ?? [];
  return (generalSopClass?.split('\\') ?? []).some((uid) => !said.includes(uid));
}

/** Spaces around a text do not count (PS3.5 6.2). Beyond ASCII the same text may be other bytes in another character set. */
function differ(one: string | undefined, other: string | undefined): boolean {
  if (!one || !other || /[^\0-\x7f]/.test(one + other)) return false;
  return one.trim() !== other.trim();
}
