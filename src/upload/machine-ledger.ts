import { existsSync } from 'node:fs';
import path from 'node:path';
import type { PrecheckOptions } from '../options.ts';
import { defaultLedgerPath, type Ledger, LedgerError, openLedger } from './ledger.ts';
import type { Purpose } from './purpose.ts';

/** What a ledger says of hand-overs of one purpose; production unless told. */
export function ofPurpose(ledger: Ledger | 'unreadable', purpose: Purpose = 'production'): PrecheckOptions['ledger'] {
  return ledger === 'unreadable' ? ledger : { sentBefore: (name) => ledger.sentBefore(name, purpose) };
}

/** The ledger of this machine, for reading; one that cannot be used makes answers `unknown`, it does not stop the check. */
export function machineLedger(file: string | undefined): Ledger | 'unreadable' {
  if (file !== undefined && !existsSync(path.dirname(file))) return 'unreadable'; // a share that is not there
  try {
    return openLedger(file ?? defaultLedgerPath());
  } catch (error) {
    if (error instanceof LedgerError) return 'unreadable';
    throw error;
  }
}
