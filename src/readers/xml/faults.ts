import type { XmlFault, XmlFaultKind, XmlPlace } from './types.ts';

/** Faults of one kind and tag that are kept of a record, and of one kind. */
const MOST = 100;
const MOST_OF_KIND = 1_000;
const TAG_LENGTH = 64;

/** Faults of one record, or of the document around the records. */
export interface FaultList {
  readonly list: XmlFault[];
  readonly counts: Map<string, number>;
}

export const faultList = (): FaultList => ({ list: [], counts: new Map() });

/** Whether one more may be kept; counts it. */
function counted(counts: Map<string, number>, key: string, most: number): boolean {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count <= most;
}

/** Keeps a fault unless there are many like it. @param place asked for only when it is kept */
export function addFault(
  { list, counts }: FaultList,
  kind: XmlFaultKind,
  tag: string,
  place: () => XmlPlace,
  rest: Pick<XmlFault, 'field' | 'found' | 'most' | 'sign'> = {},
): void {
  const short = shortTag(tag);
  if (!counted(counts, `${kind} ${short}`, MOST) || !counted(counts, kind, MOST_OF_KIND)) return;
  list.push({ kind, tag: short, ...rest, ...place() });
}

/** A tag as it is told: cut where it is very long. */
export const shortTag = (tag: string): string => (tag.length > TAG_LENGTH ? tag.slice(0, TAG_LENGTH) : tag);

/** The faults in the order of the file. */
export const inOrder = ({ list }: FaultList): readonly XmlFault[] =>
  list.length < 2 ? list : list.sort((a, b) => a.line - b.line || a.column - b.column);
