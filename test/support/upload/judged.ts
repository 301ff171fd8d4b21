import { join } from 'node:path';
import { sourcesOf } from '../../../src/intake/paths.ts';
import type { PrecheckOptions } from '../../../src/options.ts';
import { type Checked, checkAll } from '../../../src/precheck.ts';
import { folderTransport } from '../../../src/upload/folder-transport.ts';
import { type HandedOver, handOver } from '../../../src/upload/hand-over.ts';
import { openLedger } from '../../../src/upload/ledger.ts';
import type { Purpose } from '../../../src/upload/purpose.ts';
import type { Transport } from '../../../src/upload/transport.ts';
import { type ValidatedPackage, validated } from '../../../src/upload/validated.ts';
import { AS_OF } from '../product/packages.ts';

/** The only submission among files on disk, judged. */
export async function judgedAt(paths: readonly string[], options: PrecheckOptions = {}): Promise<Checked> {
  const [checked] = await checkAll((await sourcesOf(paths)).sources, { asOf: AS_OF, ...options });
  if (!checked) throw new Error('nothing recognised');
  return checked;
}

/** The same, fit to be handed over. */
export async function fitAt(...paths: string[]): Promise<ValidatedPackage> {
  return fitOf(await judgedAt(paths));
}

/** What was judged, fit to be handed over. */
export function fitOf(checked: Checked): ValidatedPackage {
  const validation = validated(checked);
  if ('unfit' in validation) throw new Error(`unfit: ${validation.unfit.answer}`);
  return validation.fit;
}

/** Where a package goes from and to in a test. */
export interface Places {
  readonly dir: string;
  /** Of the ledger and what lies beside it. */
  readonly data: string;
}

/** The transport to a folder, with its stages beside the ledger. */
export const transportOf = ({ dir, data }: Places): Transport => folderTransport(dir, join(data, 'outbox'));

/** Hands a package over as `submit` does. */
export async function hand(
  fit: ValidatedPackage,
  places: Places,
  purpose: Purpose = 'production',
): Promise<HandedOver> {
  using ledger = openLedger(join(places.data, 'ledger.sqlite'), 'write');
  const now = (): Date => new Date('2026-05-12T06:00:00Z');
  return await handOver(fit, { ledger, transport: transportOf(places), purpose, checkedAt: now(), now, dryRun: false });
}
