import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip, and the lies that it tells. */
export interface ZipFile {
  /** A string is written as UTF-8, bytes as they are (Big5). Nothing is refused: `..`, `C:`, `\`, the same twice. */
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  readonly stored?: boolean;
  /** Whether the UTF-8 flag is set; unless told, it is where `name` is a string beyond ASCII. */
  readonly utf8?: boolean;
  readonly encrypted?: boolean;
  /** Claimed instead of the true ones. */
  readonly crc?: number;
  readonly size?: number;
  readonly method?: number;
  readonly localName?: string;
  /** Extra field of the directory. */
  readonly extra?: Uint8Array;
  /** Takes the local header of that entry instead of one of its own: entries over one another. */
  readonly at?: number;
  /** Bytes that follow the data and are counted as packed. */
  readonly hidden?: Uint8Array;
}

/** A zip, byte for byte the same each time. `count`: the number of entries that it claims. */
export function writeZip(entries: readonly ZipFile[], options: { count?: number } = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = records(entry);
    const start = entry.at === undefined ? offset : (offsets[entry.at] ?? 0);
    offsets.push(start);
    central.writeUInt32LE(start, 42);
    directory.push(central);
    if (entry.at === undefined) {
      parts.push(local);
      offset += local.length;
    }
  }
  const size = directory.reduce((sum, bytes) => sum + bytes.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.count ?? entries.length, 8);
  end.writeUInt16LE(options.count ?? entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function records(entry: ZipFile): { local: Buffer; central: Buffer } {
  const name = Buffer.from(entry.name as Uint8Array);
  const stored = entry.stored === true || entry.bytes.length === 0;
  const plain = stored ? entry.bytes : deflateRawSync(entry.bytes);
  const packed = Buffer.concat([
    ...(entry.encrypted ? [Buffer.alloc(12)] : []),
    plain,
    entry.hidden ?? Buffer.alloc(0),
  ]);
  const beyondAscii = typeof entry.name === 'string' && /[^\x20-\x7E]/.test(entry.name);
  const common = Buffer.alloc(26); // from "version needed" on
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(((entry.utf8 ?? beyondAscii) ? 0x800 : 0) | (entry.encrypted ? 1 : 0), 2);
  common.writeUInt16LE(entry.method ?? (stored ? 0 : 8), 4);
  common.writeUInt16LE(((2026 - 1980) << 9) | (5 << 5) | 12, 8);
  common.writeUInt32LE(entry.crc ?? crc32(entry.bytes), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(entry.size ?? entry.bytes.length, 18);
  const localName = entry.localName === undefined ? name : Buffer.from(entry.localName);
  const extra = entry.extra ?? Buffer.alloc(0);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 4);
  common.copy(central, 6);
  central.writeUInt16LE(name.length, 28);
  central.writeUInt16LE(extra.length, 30);
  common.writeUInt16LE(localName.length, 22);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04'), common, localName, packed]),
    central: Buffer.concat([central, name, extra]),
  };
}
