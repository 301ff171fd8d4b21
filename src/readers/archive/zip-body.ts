import { crc32 } from 'node:zlib';
import type { LocalFileHeader, Entry as RawEntry, ZipFile } from 'yauzl';
import { IntakeError } from '../../intake/errors.ts';
import { ArchiveError } from './errors.ts';
import { inflated, inflatedAtOnce, SMALL } from './inflate.ts';
import type { SourceReader } from './zip-reader.ts';

const STORED = 0;
const DEFLATED = 8;
const SIZES_FOLLOW = 0x08;

/**
 * The unpacked bytes of an entry, piece by piece. Size and checksum are known good only when the last piece is out.
 * @param end where the next thing in the file begins: the data must not reach into it
 * @throws ArchiveError `damaged`, `encrypted` or `unsupported-method`; IntakeError of the source
 */
export async function* zipBody(
  zip: ZipFile,
  reader: SourceReader,
  raw: RawEntry,
  end: number,
): AsyncGenerator<Uint8Array> {
  if (raw.isEncrypted()) throw new ArchiveError('encrypted');
  if (raw.compressionMethod !== STORED && raw.compressionMethod !== DEFLATED) {
    throw new ArchiveError('unsupported-method');
  }
  try {
    const local = await zip.readLocalFileHeaderPromise(raw);
    const start = local.fileDataStart;
    if (start + raw.compressedSize > end || !agree(local, raw)) throw new ArchiveError('damaged');
    const unpacked = unpackedFrom(reader, start, raw);
    let size = 0;
    let sum = 0;
    for await (const bytes of unpacked) {
      size += bytes.length;
      if (size > raw.uncompressedSize) break;
      sum = crc32(bytes, sum);
      yield bytes;
    }
    if (size !== raw.uncompressedSize || sum !== raw.crc32) throw new ArchiveError('damaged');
  } catch (error) {
    throw zipError(error);
  }
}

async function* unpackedFrom(reader: SourceReader, start: number, raw: RawEntry): AsyncGenerator<Uint8Array> {
  const { compressedSize, uncompressedSize } = raw;
  const end = start + compressedSize;
  if (raw.compressionMethod === STORED) yield* reader.pieces(start, end);
  else if (Math.max(compressedSize, uncompressedSize) > SMALL)
    yield* inflated(reader.pieces(start, end), compressedSize);
  else yield inflatedAtOnce(await reader.bytes(start, end), uncompressedSize);
}

/** A reader that goes by the local headers (NHI's may) has to see the same entry as one that goes by the directory. */
function agree(local: LocalFileHeader, raw: RawEntry): boolean {
  const follow = (local.generalPurposeBitFlag & SIZES_FOLLOW) !== 0;
  return (
    local.compressionMethod === raw.compressionMethod &&
    local.fileName.equals(raw.fileNameRaw) &&
    (follow || local.crc32 === raw.crc32)
  );
}

/** What zlib says about the data; its other codes are about us. */
const DAMAGE: ReadonlySet<string> = new Set(['Z_DATA_ERROR', 'Z_BUF_ERROR', 'Z_NEED_DICT', 'ERR_BUFFER_TOO_LARGE']);

/** An error met in a zip: ours and those of the intake pass through, those of yauzl and zlib are damage. */
export function zipError(error: unknown): unknown {
  if (error instanceof ArchiveError || error instanceof IntakeError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (DAMAGE.has(code)) return new ArchiveError('damaged');
  if (code.startsWith('Z_')) return new ArchiveError('engine-failed'); // no memory, a stream of ours misused
  if (code !== '' || Object.getPrototypeOf(error) !== Error.prototype) return error; // the system's, or a slip of ours
  if (/^multi-disk/.test(message)) return new ArchiveError('multi-volume');
  return new ArchiveError(/^strong encryption/.test(message) ? 'encrypted' : 'damaged');
}
