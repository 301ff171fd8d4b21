import { renameSync, rmdirSync, statSync } from 'node:fs';
import { access, constants, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { checklistOf } from './checklist.ts';
import { type PackageNames, packageNames } from './package-names.ts';
import type { Purpose } from './purpose.ts';
import { receiptOf } from './receipt.ts';
import { PackageChanged, staged } from './stage.ts';
import { stagePlaces, sweepStages } from './stage-places.ts';
import { syncFolder } from './sync-folder.ts';
import type { Consignment, RefusalCode, Refused, Sent, Transport, Unknown } from './transport.ts';
import type { ValidatedPackage } from './validated.ts';

/** What the system says, and what it means here; anything else is a fault of ours. */
const CODES: Readonly<Record<string, RefusalCode>> = {
  EROFS: 'cannot-write',
  EACCES: 'cannot-write',
  EPERM: 'cannot-write',
  ENOSPC: 'no-room',
  EDQUOT: 'no-room',
  EMFILE: 'no-room',
  ENFILE: 'no-room',
  ENOTDIR: 'not-a-folder',
  EEXIST: 'name-clash',
  ENOTEMPTY: 'target-exists',
  ENAMETOOLONG: 'name-too-long',
  EIO: 'disk-error',
  ESTALE: 'disk-error',
  EBUSY: 'disk-error',
  ENOENT: 'disk-error',
  EXDEV: 'disk-error',
  EFBIG: 'disk-error',
  EINVAL: 'disk-error',
};

function refusal(error: unknown): Refused {
  if (error instanceof PackageChanged) return { kind: 'refused', code: 'changed' };
  const code = CODES[(error as NodeJS.ErrnoException | null)?.code ?? ''];
  if (code === undefined) throw error;
  return { kind: 'refused', code };
}

const namesOf = ({ name, report }: ValidatedPackage, purpose: Purpose): PackageNames =>
  packageNames(name, report.submission.channel, purpose);

/** Makes the folder; gives what takes it away again as far as it was made here and is empty. */
async function madeFolder(dir: string): Promise<() => void> {
  const first = await mkdir(dir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? Object.assign(error, { code: 'ENOTDIR' }) : error;
  });
  if (first === undefined) return () => {};
  return () => {
    try {
      for (let at = path.resolve(dir); at.length >= first.length; at = path.dirname(at)) rmdirSync(at);
    } catch {
      // somebody has put something into it
    }
  };
}

/**
 * Hands over into a folder of this machine, for the user to add to NHI's page: each package is one new folder in it,
 * which appears in one step and complete, or not at all.
 * @param dir is made where it is missing
 * @param outbox where packages are made ready, beside the ledger
 */
export function folderTransport(dir: string, outbox: string): Transport {
  const root = path.resolve(dir);
  return {
    id: 'folder',
    root,
    target: (fit, purpose) => path.join(root, namesOf(fit, purpose).folder),
    async hindrance(target) {
      try {
        if (statSync(target, { throwIfNoEntry: false })) return { kind: 'refused', code: 'target-exists' };
        for (let at = root; ; at = path.dirname(at)) {
          const found = statSync(at, { throwIfNoEntry: false });
          if (found && !found.isDirectory()) return { kind: 'refused', code: 'not-a-folder' };
          if (found) await access(at, constants.W_OK);
          if (found || at === path.dirname(at)) return null;
        }
      } catch (error) {
        return refusal(error);
      }
    },
    async send(consignment) {
      let undo = (): void => {};
      try {
        undo = await madeFolder(root);
        await sweepStages(outbox, root);
        const sent = await moved(consignment, root, outbox);
        if (sent.kind === 'refused') undo();
        return sent;
      } catch (error) {
        undo();
        return refusal(error);
      }
    },
  };
}

async function moved(consignment: Consignment, root: string, outbox: string): Promise<Sent | Refused | Unknown> {
  const { package: fit, purpose } = consignment;
  const names = namesOf(fit, purpose);
  const receipt = receiptOf(consignment);
  const texts = {
    [names.receipt]: `${JSON.stringify(receipt, null, 2)}\n`,
    [names.checklist]: checklistOf(receipt, fit.report),
  };
  const target = path.join(root, names.folder);
  for (const place of stagePlaces(outbox, root)) {
    await using stage = await staged(place, names.folder, fit.files, texts);
    if (statSync(target, { throwIfNoEntry: false })) return { kind: 'refused', code: 'target-exists' };
    try {
      consignment.moving(stage.folder);
      renameSync(stage.folder, target); // not asynchronous: the end of the process would clear the stage meanwhile
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EXDEV') continue; // two mounts of one file system
      if (code === 'EEXIST') return { kind: 'refused', code: 'target-exists' };
      throw error;
    }
    return (await isOnDisk(root))
      ? { kind: 'sent', receipt: names.receipt, checklist: names.checklist }
      : { kind: 'unknown' };
  }
  return { kind: 'refused', code: 'disk-error' };
}

async function isOnDisk(root: string): Promise<boolean> {
  try {
    await syncFolder(root);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}
