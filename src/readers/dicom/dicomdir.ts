import { optional } from '../optional.ts';
import { type Body, type Part, readBody, readMeta, START } from './dicomdir-parts.ts';
import { charsetOf, numberOf, textOf } from './dicomdir-values.ts';
import type { Dicomdir, DicomdirRead, Tag } from './types.ts';

/**
 * Reads a DICOMDIR (PS3.10 8.6, PS3.3 F.3), in explicit or implicit VR and either byte order, whatever its transfer
 * syntax says. A deflated one is `cutShort` before its sequence. Icons are skipped, and nothing is read by recursion.
 * @param options.maxRecords 1,000,000 unless told
 */
export function readDicomdir(bytes: Uint8Array, options: { maxRecords?: number | undefined } = {}): DicomdirRead {
  const most = options.maxRecords ?? 1_000_000;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.toString('latin1', START - 4, START) !== 'DICM') return { kind: 'not-part-10' };
  const meta = readMeta(buffer);
  const body = readBody(buffer, meta.end, most);
  if (body.end === 'too-deep') return { kind: 'too-deep' };
  if (meta.heads.size + body.heads.size === 0 && body.records === undefined) return { kind: 'header' };
  const found = body.records?.found ?? 0;
  if (found > most) return { kind: 'too-many', most, found };
  return { kind: 'dicomdir', dicomdir: dicomdirOf(meta, body) };
}

function dicomdirOf(meta: Part, body: Body): Dicomdir {
  const text = ({ heads, values }: Part, tag: Tag): string | undefined => {
    const head = heads.get(tag);
    return head && textOf(values, head);
  };
  const number = (tag: Tag, width: 2 | 4): number | undefined => {
    const head = body.heads.get(tag);
    return head && numberOf(body.values, head, width);
  };
  const charset = body.heads.get('00080005');
  const declared = charset !== undefined && charsetOf(body.values, charset) !== null;
  const records = body.records?.records ?? [];
  return {
    ...optional('transferSyntax', text(meta, '00020010')),
    ...optional('sopClass', text(meta, '00020002')),
    ...optional('fileSetUid', text(meta, '00020003')),
    ...optional('fileSetId', text(body, '00041130')),
    ...optional('first', number('00041200', 4)),
    ...optional('last', number('00041202', 4)),
    ...optional('consistency', number('00041212', 2)),
    encoding: body.encoding,
    sequence: body.records !== undefined,
    records: declared ? records.map((record) => ({ ...record, undeclaredText: false })) : records,
    cutShort: body.end === 'cut',
  };
}
