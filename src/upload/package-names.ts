import { createHash } from 'node:crypto';
import type { ChannelId } from '../channels/ids.ts';
import { RECEIPT_END } from './arrived.ts';
import { BUSINESS, type Purpose } from './purpose.ts';

/** How the names of checklists end. */
const CHECKLIST_END = '.checklist.txt';

/** Bytes of a file name that every system takes. */
const MOST = 255;
const LONGEST_END = Math.max(RECEIPT_END.length, CHECKLIST_END.length);

/** A title short enough for every name made of it; one that has to be cut is told from others by a hash of the whole. */
function shortened(title: string): string {
  const most = MOST - LONGEST_END;
  if (Buffer.byteLength(title) <= most) return title;
  const mark = `~${createHash('sha256').update(title).digest('hex').slice(0, 8)}`;
  let cut = '';
  for (const sign of title) {
    if (Buffer.byteLength(cut + sign) > most - mark.length) break;
    cut += sign;
  }
  return cut + mark;
}

/** The names under which a package lies where it is handed over. */
export interface PackageNames {
  /** The folder: which upload it is for stands at its end. */
  readonly folder: string;
  readonly receipt: string;
  readonly checklist: string;
}

/** Names of at most 255 bytes for the folder of a package and what is added to it. */
export function packageNames(name: string, channel: ChannelId, purpose: Purpose): PackageNames {
  const base = shortened(name.replace(/\.zip$/i, ''));
  const folderEnd = BUSINESS[channel][purpose]?.folderEnd ?? purpose;
  return { folder: `${base}-${folderEnd}`, receipt: base + RECEIPT_END, checklist: base + CHECKLIST_END };
}
