import { collect, drain } from '../../intake/collect.ts';
import { hashing } from '../../intake/hash.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import type { Context } from '../channel.ts';
import { type Limit, limitOf } from '../limit.ts';
import { type Member, ZIP_STATES, type ZipState } from './members.ts';

/** What reading a member gave. */
export interface Taken {
  readonly bytes: Uint8Array | undefined;
  readonly diskPath: string | undefined;
  readonly limit: Limit | undefined;
  /** The zip around it is broken here. */
  readonly broken: ZipState | undefined;
}

const NOTHING: Taken = { bytes: undefined, diskPath: undefined, limit: undefined, broken: undefined };

/** Reads a member once: hashes it for the report, and keeps it as bytes (FHR) or on disk (ATT, DCF). */
export async function take(member: Member, role: string, cx: Context): Promise<Taken> {
  const hashed = hashing(member.bytes());
  try {
    let taken = NOTHING;
    if (role === 'fhr') {
      const bytes = await collect(hashed.bytes, cx.limits.fhrBytes);
      const limit = { limit: 'fhrBytes', most: cx.limits.fhrBytes, found: member.size };
      taken = bytes ? { ...NOTHING, bytes } : { ...NOTHING, limit };
    } else if (role === 'other' || member.diskPath) {
      await drain(hashed.bytes);
      taken = { ...NOTHING, diskPath: member.diskPath };
    } else taken = { ...NOTHING, diskPath: await cx.keep(hashed.bytes) };
    cx.file({ path: member.shown, role, size: member.size, sha256: hashed.digest() });
    return taken;
  } catch (error) {
    cx.file({ path: member.shown, role, size: member.size, sha256: null });
    const broken = error instanceof ArchiveError ? ZIP_STATES[error.code] : undefined;
    if (broken) return { ...NOTHING, broken };
    return { ...NOTHING, limit: limitOf(error) };
  }
}
