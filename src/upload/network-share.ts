import { statfsSync } from 'node:fs';

/** Linux: `f_type` of file systems that lie on another machine. */
const REMOTE: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xfe534d42, // SMB 2
  0xff534d42, // CIFS
  0x01021997, // 9P
  0x00c36400, // Ceph
  0x5346414f, // AFS
  0x73757245, // Coda
  0x0bd00bd0, // Lustre
  0x786f4256, // VirtualBox shared folder
]);

const typeOf = (folder: string): number => statfsSync(folder).type;

/**
 * Whether a folder lies on another machine, as far as the system tells: Linux by the kind of file system, Windows by a
 * `\\server\share` path (not by a drive letter that stands for one).
 */
export function onNetworkShare(
  folder: string,
  platform: NodeJS.Platform = process.platform,
  type: (folder: string) => number = typeOf,
): boolean {
  if (platform === 'win32') return /^[\\/]{2}(?![?.][\\/])/.test(folder) || /^\\\\\?\\UNC\\/i.test(folder);
  if (platform !== 'linux') return false;
  try {
    return REMOTE.has(type(folder) >>> 0);
  } catch {
    return false; // what cannot be looked at is told by whoever opens it
  }
}
