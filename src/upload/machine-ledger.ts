import { existsSync } from 'node:fs';
import path from 'node:path';
import type { PrecheckOptions } from '../options.ts';
import { defaultLedgerPath, type Ledger, LedgerError, openLedger } from './ledger.ts';
import type { Purpose } from './purpose.ts';

/** What a ledger says of hand-overs of one purpose; production unless told. */
export function ofPurpose(ledger: Ledger | 'unreadable', purpose: Purpose = 'production'): PrecheckOptions['ledger'] {
  if (ledger === 'unreadable') return ledger;
  return { sentBefore: (name) => ledger.sentBefore(name, purpose), ordersBefore: () => ledger.ordersBefore() };
}

/**
 * The ledger that a configuration names, or the one of this machine.
 * @throws LedgerError; `unreadable` also where the folder of a named one is not there: a share that is gone is no new ledger
 */
export function namedLedger(named: string | undefined, mode: 'read' | 'write' = 'read'): Ledger {
  if (named !== undefined && !existsSync(path.dirname(named))) throw new LedgerError('unreadable');
  return openLedger(named ?? defaultLedgerPath(), mode);
}

/** The ledger of this machine, for reading; one that cannot be used makes answers `unknown`, it does not stop the check. */
export function machineLedger(file: string | undefined): Ledger | 'unreadable' {
  try {
    return namedLedger(file);
  } catch (error) {
    if (error instanceof LedgerError) return 'unreadable';
    throw error;
  }
}
