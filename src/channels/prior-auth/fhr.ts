import { type FhirDocument, fhirDocument, fhirPathOf } from '../../readers/fhir/document.ts';
import { type Decoded, decodeUtf8 } from '../../readers/fhir/text.ts';
import type { CheckRecord, Unit } from '../record.ts';
import { type Json, object, text } from './json.ts';
import type { Member } from './members.ts';
import type { DataOf } from './record-types.ts';

/** An FHR that was read: its text decoded and parsed as far as it goes. */
export interface Fhr {
  readonly member: Member;
  readonly size: number;
  readonly decoded: Decoded;
  /** Undefined while the encoding is wrong. */
  readonly document: FhirDocument | undefined;
  /** The Bundle, when it is one. */
  readonly bundle: Json | undefined;
}

/** Reads the bytes of an FHR. */
export function readFhr(member: Member, bytes: Uint8Array): Fhr {
  const decoded = decodeUtf8(bytes);
  const document = decoded.problem ? undefined : fhirDocument(member.shown, decoded.text);
  const root = object(document?.data);
  return {
    member,
    size: bytes.length,
    decoded,
    document,
    bundle: root && root.resourceType === 'Bundle' ? root : undefined,
  };
}

function rootOf(data: unknown): DataOf<'prior-auth.fhr'>['root'] {
  if (Array.isArray(data)) return 'array';
  const root = object(data);
  if (!root) return 'value';
  if (root.resourceType === 'Bundle') return 'bundle';
  return typeof root.resourceType === 'string' ? 'other-resource' : 'object';
}

/** The record of the bytes of an FHR, and one for each name that an object has twice. */
export function* fhrRecords({ member, size, decoded, document }: Fhr, unit: Unit): Generator<CheckRecord> {
  const syntax = document?.syntax;
  const root = document && !syntax ? rootOf(document.data) : undefined;
  const resourceType = text(object(document?.data)?.resourceType);
  const data: DataOf<'prior-auth.fhr'> = {
    size: decoded.text.trim() === '' ? 0 : size,
    encoding: decoded.problem?.kind ?? 'utf-8',
    bom: decoded.bom && !decoded.problem,
    ...(document && decoded.text.trim() !== '' ? { syntax: syntax?.slip ?? 'ok' } : {}),
    ...(root ? { root } : {}),
    ...(root === 'other-resource' && resourceType ? { resourceType } : {}),
  };
  const spot = decoded.problem ?? syntax;
  const place = spot ? { line: spot.line, column: spot.column } : {};
  yield {
    type: 'prior-auth.fhr',
    unit,
    data,
    locate: () => (root && root !== 'bundle' && document ? document.place('') : { file: member.shown, ...place }),
  };
  for (const { pointer, line, column } of document?.duplicates ?? []) {
    const twice: DataOf<'prior-auth.duplicate-key'> = { repeated: true };
    yield {
      type: 'prior-auth.duplicate-key',
      unit,
      data: twice,
      locate: () => ({ file: member.shown, pointer, fhirPath: fhirPathOf('Bundle', pointer), line, column }),
    };
  }
}
