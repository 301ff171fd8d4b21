import { crc32 } from 'node:zlib';
import type { Entry } from '../../intake/source.ts';
import type { Listed } from './listed.ts';
import type { Run } from './run.ts';

/** A member of a 7z or cabinet, while it passes by. */
export interface ArchiveEntry extends Pick<Entry, 'path' | 'size' | 'directory'> {
  readonly link: boolean;
  /** Its place in the listing. */
  readonly index: number;
  /**
   * The unpacked bytes; once, and while this is the current entry. Where the archive has a checksum of the entry (a 7z
   * has) it is verified at the end; that of a cabinet only when the walk has ended.
   * @throws ArchiveError as the walk does; Error when read twice or late: a fault of the caller
   */
  body(): AsyncIterable<Uint8Array>;
}

/** An entry, and how to go by what is left of it. */
export interface Passing {
  readonly entry: ArchiveEntry;
  /** Reads what was left unread. @throws what `failure` gives, also where the reader of the body has met it before */
  finish(): Promise<void>;
}

/**
 * The member that comes next in the run.
 * @param failure asked once its bytes are too few or not those of the checksum: what to throw
 */
export function passing(listed: Listed, index: number, run: Run, failure: () => Promise<unknown>): Passing {
  const { path, directory, link, crc } = listed;
  const size = listed.size ?? 0;
  let left = size;
  let sum = 0;
  let failed: Promise<unknown> | undefined;
  let state: 'new' | 'begun' | 'over' = 'new';
  function look(bytes: Uint8Array): void {
    left -= bytes.length;
    if (crc !== null) sum = crc32(bytes, sum);
  }
  async function verify(): Promise<void> {
    if (left === 0 && (crc === null || sum === crc)) return;
    failed ??= failure();
    throw await failed;
  }
  async function* body(): AsyncGenerator<Uint8Array> {
    if (state !== 'new') throw new Error('body() twice, or not of the current entry');
    state = 'begun';
    for await (const bytes of run.take(size)) {
      look(bytes);
      yield bytes;
      if (state !== 'begun') throw new Error('body() is not of the current entry');
    }
    await verify();
  }
  return {
    entry: { path, size, directory, link, index, body },
    async finish() {
      state = 'over';
      await run.skip(left, look);
      await verify();
    },
  };
}
