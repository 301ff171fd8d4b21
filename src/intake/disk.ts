import { type FileHandle, open, stat } from 'node:fs/promises';
import { IntakeError, intakeError } from './errors.ts';
import type { Source } from './source.ts';

const PIECE = 256 * 1024;

/** What a file was when it was listed; nanoseconds, since a second is long enough to write a whole CSV again. */
interface Stamp {
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

/**
 * A file on disk. It is looked at once, now, and opened anew by each `open()` and `read()`; a file that is no longer
 * the one that was looked at (size or time of writing) gives no bytes that anyone may rely on.
 * @param path what the user is shown instead of `diskPath`
 * @throws IntakeError `not-found`, `no-permission`, or `unreadable` (a folder or a device);
 *   `open()` and `read()` also `changed`
 */
export async function diskSource(diskPath: string, path: string): Promise<Source> {
  const stamp = await stampOf(diskPath, path);
  const size = Number(stamp.size);
  return {
    path,
    size,
    diskPath,
    open: () => pieces(diskPath, path, stamp, 0, size),
    async read(start, end) {
      const from = Math.min(Math.max(start, 0), size);
      const bytes = Buffer.allocUnsafe(Math.max(Math.min(end, size) - from, 0));
      let filled = 0;
      for await (const piece of pieces(diskPath, path, stamp, from, from + bytes.length, bytes)) filled += piece.length;
      return bytes.subarray(0, filled);
    },
  };
}

async function stampOf(diskPath: string, path: string): Promise<Stamp> {
  try {
    const found = await stat(diskPath, { bigint: true });
    if (!found.isFile()) throw new IntakeError('unreadable', path);
    return { size: found.size, mtimeNs: found.mtimeNs };
  } catch (error) {
    throw intakeError(error, path);
  }
}

/** What there is from a place on, as much as `into` holds. */
async function read(file: FileHandle, into: Buffer, at: number): Promise<Uint8Array> {
  const { bytesRead } = await file.read(into, 0, into.length, at);
  return into.subarray(0, bytesRead);
}

/** The bytes of a range, into `into` where given, else each piece into memory of its own; then the look whether all is as it was. */
async function* pieces(
  diskPath: string,
  path: string,
  stamp: Stamp,
  start: number,
  end: number,
  into?: Buffer,
): AsyncGenerator<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(diskPath, 'r');
    const handle = file;
    const from = (at: number): ReturnType<typeof read> =>
      read(handle, into === undefined ? Buffer.allocUnsafe(Math.min(PIECE, end - at)) : into.subarray(at - start), at);
    let next = start < end ? from(start) : undefined;
    for (let at = start; next !== undefined; ) {
      const piece: Uint8Array = await next;
      if (piece.length === 0) throw new IntakeError('changed', path);
      at += piece.length;
      // read while somebody is at work on this one; what goes wrong with it is told when it is waited for
      next = at < end ? from(at) : undefined;
      next?.catch(() => {});
      yield piece;
    }
    const now = await file.stat({ bigint: true });
    if (now.size !== stamp.size || now.mtimeNs !== stamp.mtimeNs) throw new IntakeError('changed', path);
  } catch (error) {
    throw intakeError(error, path);
  } finally {
    await file?.close();
  }
}
