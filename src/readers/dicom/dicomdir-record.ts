import { remember } from '../remember.ts';
import { beyondAscii, charsetOf, isUtf8Text, numberOf, textOf, textsOf, type Values } from './dicomdir-values.ts';
import { type ElementHead, UNDEFINED } from './elements.ts';
import type { DirectoryRecord, Tag } from './types.ts';

type Fields = { -readonly [K in keyof DirectoryRecord]?: DirectoryRecord[K] };

/** A record of which elements are still being read. */
export interface Draft {
  readonly fields: Fields;
  readonly filled: Tag[];
  readonly empty: Tag[];
  /** It names a character set. */
  charset: ReturnType<typeof charsetOf>;
  /** A text has bytes beyond ASCII. */
  foreign: boolean;
  /** One of these texts is no UTF-8. */
  notUtf8: boolean;
}

/** What is equal in many records is kept once. */
export interface Shared {
  readonly texts: Map<string, string>;
  readonly sets: Map<string, ReadonlySet<Tag>>;
}

const TEXTS: ReadonlyMap<Tag, 'privateUid' | 'sopInstance' | 'patientId' | 'birthDate' | 'study' | 'series'> = new Map([
  ['00041432', 'privateUid'],
  ['00041511', 'sopInstance'],
  ['00100020', 'patientId'],
  ['00100030', 'birthDate'],
  ['0020000d', 'study'],
  ['0020000e', 'series'],
]);
const FEW_TEXTS: ReadonlyMap<Tag, 'type' | 'sopClass' | 'transferSyntax' | 'modality'> = new Map([
  ['00041430', 'type'],
  ['00041510', 'sopClass'],
  ['00041512', 'transferSyntax'],
  ['00080060', 'modality'],
]);
const LISTS: ReadonlyMap<Tag, 'fileId' | 'generalSopClass'> = new Map([
  ['00041500', 'fileId'],
  ['0004151a', 'generalSopClass'],
]);
const OFFSETS: ReadonlyMap<Tag, 'next' | 'lower'> = new Map([
  ['00041400', 'next'],
  ['00041420', 'lower'],
]);
const IN_USE: Tag = '00041410';
const CHARSET: Tag = '00080005';

/** What the character set matters to (PS3.5 6.1.2.2): by VR, or keys of PS3.3 F.5 that have such a VR. */
const TEXT_VR = /^(?:LO|LT|PN|SH|ST|UC|UT)$/;
const TEXT_KEY = /^(?:0008(?:0050|0080|0081|1030|103e|1070)|00100010|00100020|00200010|00204000)$/;
const BINARY_VR = /^(?:AT|F[DL]|O[BDFLVW]|S[LQSV]|U[LNSV])$/;

/** No record has so many keys; those that follow would only cost memory. */
const MOST_KEYS = 250;
/** Of different texts, or sets, kept for sharing. */
const MOST_SHARED = 10_000;

/** Begins the record of an item. */
export function newDraft(): Draft {
  return { fields: {}, filled: [], empty: [], charset: null, foreign: false, notUtf8: false };
}

/** Takes an element of an item into its record. Group 0002 has no place in it and is passed over (seen in the field). */
export function takeElement(draft: Draft, head: ElementHead, values: Values, { texts }: Shared): void {
  const { fields } = draft;
  const { tag } = head;
  const text = TEXTS.get(tag);
  const few = FEW_TEXTS.get(tag);
  const list = LISTS.get(tag);
  const offset = OFFSETS.get(tag);
  if (text) set(fields, text, textOf(values, head));
  else if (few) set(fields, few, share(texts, textOf(values, head)));
  else if (list) set(fields, list, shareAll(texts, textsOf(values, head)));
  else if (offset) set(fields, offset, numberOf(values, head, 4));
  else if (tag === IN_USE) set(fields, 'inUse', numberOf(values, head, 2));
  if (!/^000[24]/.test(tag)) takeKey(draft, head, values);
}

function takeKey(draft: Draft, head: ElementHead, values: Values): void {
  const { tag, vr } = head;
  if (tag === CHARSET) draft.charset = charsetOf(values, head);
  if ((vr === undefined ? TEXT_KEY.test(tag) : TEXT_VR.test(vr)) && beyondAscii(values, head)) {
    draft.foreign = true;
    draft.notUtf8 ||= !isUtf8Text(values, head);
  }
  if (draft.filled.length + draft.empty.length === MOST_KEYS) return;
  const numeric = vr !== undefined && BINARY_VR.test(vr);
  const filled = numeric || head.length === UNDEFINED ? head.length > 0 : textOf(values, head) !== undefined;
  (filled ? draft.filled : draft.empty).push(tag);
}

/** The record, now that its item was read. `offset`: of the Item tag, in bytes from the start of the file. */
export function recordOf(draft: Draft, index: number, offset: number, { sets }: Shared): DirectoryRecord {
  const { fields, charset, foreign, notUtf8 } = draft;
  const setOf = (tags: readonly Tag[]): ReadonlySet<Tag> => keep(sets, tags.join(), () => new Set(tags));
  return {
    ...fields,
    index,
    offset,
    filled: setOf(draft.filled),
    empty: setOf(draft.empty),
    undeclaredText: foreign && (charset === null || (charset === 'utf-8' && notUtf8)),
  };
}

function set<K extends keyof Fields>(fields: Fields, key: K, value: Fields[K]): void {
  if (value !== undefined) fields[key] = value;
}

function share<T extends string | undefined>(texts: Map<string, string>, text: T): T | string {
  return text === undefined ? text : keep(texts, text, () => text);
}

function shareAll(texts: Map<string, string>, list: readonly string[] | undefined): readonly string[] | undefined {
  return list?.map((text) => share(texts, text));
}

function keep<T>(kept: Map<string, T>, key: string, make: () => T): T {
  return kept.size < MOST_SHARED ? remember(kept, key, make) : (kept.get(key) ?? make());
}
