import type { Elements, Value } from './model.ts';
import { WIDTH } from './vr.ts';

/** How a data set is written. */
export interface Encoding {
  readonly explicit: boolean;
  readonly little: boolean;
}

/** Whether the value is a sequence. */
export function isSequence(value: Value): value is readonly Elements[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'object');
}

/** The bytes of a value that is no sequence, padded to an even length; `hex` is not. */
export function valueBytes(vr: string, value: Exclude<Value, null | readonly Elements[]>, little: boolean): Buffer {
  if (typeof value === 'object' && 'hex' in value) return Buffer.from(value.hex, 'hex');
  if (typeof value === 'object' && 'utf8' in value) return padded(Buffer.from(value.utf8), vr);
  const values = [value].flat();
  const width = WIDTH[vr];
  if (width === undefined) return padded(latin1(values.join('\\')), vr);
  return Buffer.concat(values.filter((one) => one !== '').map((one) => binary(vr, width, Number(one), little)));
}

function latin1(text: string): Buffer {
  if (/[^\0-\xFF]/.test(text)) throw new Error(`"${text}" is not latin1: write { "utf8": … } or { "hex": … }`);
  return Buffer.from(text, 'latin1');
}

function padded(bytes: Buffer, vr: string): Buffer {
  if (bytes.length % 2 === 0) return bytes;
  return Buffer.concat([bytes, Buffer.from(['UI', 'OB', 'UN'].includes(vr) ? '\0' : ' ')]);
}

function binary(vr: string, width: number, value: number, little: boolean): Buffer {
  const bytes = Buffer.alloc(width);
  if (vr === 'FD') bytes.writeDoubleLE(value);
  else if (vr === 'FL') bytes.writeFloatLE(value);
  else if (vr.startsWith('S')) bytes.writeIntLE(value, 0, width);
  else bytes.writeUIntLE(value, 0, width);
  return little ? bytes : bytes.reverse();
}
