import { scanJson, type Wanted } from '../readers/fhir/scan.ts';
import { decodeUtf8 } from '../readers/fhir/text.ts';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Without the byte order mark of UTF-8; the same bytes where there is none. */
export const withoutBom = (bytes: Uint8Array): Uint8Array =>
  BOM.equals(bytes.subarray(0, BOM.length)) ? bytes.subarray(BOM.length) : bytes;

const TIMESTAMP = /"timestamp"[ \t\r\n]*:[ \t\r\n]*"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?=")/y;

/** Where in the text a zone belongs behind the Bundle's timestamp; null where that is not plain. */
function zonePlace(text: string): number | null {
  const name: Wanted = { children: new Map(), offset: undefined };
  const { error, duplicates } = scanJson(text, { children: new Map([['timestamp', name]]), offset: undefined });
  const twice = duplicates.some(({ keys }) => keys.length === 1 && keys[0] === 'timestamp');
  if (error || twice || name.offset === undefined) return null;
  TIMESTAMP.lastIndex = name.offset;
  return TIMESTAMP.test(text) ? TIMESTAMP.lastIndex : null;
}

/**
 * Puts a zone behind the timestamp of a Bundle; no other byte changes. Null where there is not exactly one timestamp
 * without a zone.
 * @param bytes UTF-8, with or without a byte order mark
 * @param zone such as `+08:00`
 */
export function withZone(bytes: Uint8Array, zone: string): Uint8Array | null {
  const { text, problem } = decodeUtf8(bytes);
  const place = problem ? null : zonePlace(text);
  if (place === null) return null;
  const mark = bytes.length - withoutBom(bytes).length;
  const at = mark + Buffer.byteLength(text.slice(0, place));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(zone), bytes.subarray(at)]);
}
