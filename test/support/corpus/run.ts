import { join } from 'node:path';
import type { Judged } from '../../../src/engine/run.ts';
import type { IntakeCode } from '../../../src/intake/errors.ts';
import { sourcesOf } from '../../../src/intake/paths.ts';
import { refusedSource } from '../../../src/intake/refused.ts';
import type { PrecheckOptions } from '../../../src/options.ts';
import { precheck } from '../../../src/precheck.ts';
import type { Report } from '../../../src/report/report-schema.ts';
import { type Ledger, openLedger } from '../../../src/upload/ledger.ts';
import { scratch } from '../archives/scratch.ts';
import type { Case } from './corpus.ts';
import { withoutEngine } from './engine.ts';
import { handedOverBefore } from './medical-image/before.ts';
import { packageOf } from './pack.ts';

/** The day on which cases are sent. */
export const AS_OF = '2026-05-12';

/** What a case came to. */
export interface Ran {
  readonly reports: readonly Report[];
  readonly judged: readonly Judged[];
}

function ledgerOf({ sentBefore, ledger, before }: Case, folder: string): Ledger | 'unreadable' | undefined {
  if (ledger || !(sentBefore || before)) return ledger;
  const file = join(folder, 'ledger.sqlite');
  using written = openLedger(file, 'write');
  if (before) handedOverBefore(written, before);
  written.record(
    (sentBefore ?? []).map((name) => ({ name, sha256: '0'.repeat(64) })),
    new Date('2026-05-11T10:00:00+08:00'),
  );
  return openLedger(file);
}

/** Packs a case into a folder of its own and prechecks that. */
export async function runCase(given: Case, options: Pick<PrecheckOptions, 'language' | 'library'> = {}): Promise<Ran> {
  const files = given.folder ? [] : packageOf(given);
  using folder = scratch(Object.fromEntries(files.map(({ name, bytes }) => [`package/${name}`, bytes])));
  const path = given.folder ? join(given.path, given.folder) : join(folder.path, 'package');
  const { sources } = await sourcesOf([path]);
  const faulty = sources.map((source) => {
    const code = given.faults?.[source.path];
    const size = given.claims?.[source.path] ?? source.size;
    return code === undefined ? { ...source, size } : refusedSource(source.path, code as IntakeCode);
  });
  const ledger = ledgerOf(given, folder.path);
  using _ledger = typeof ledger === 'object' ? ledger : undefined;
  using _engine = given.engine ? withoutEngine(given.engine) : undefined;
  const judged: Judged[] = [];
  const reports = await precheck(faulty, {
    asOf: given.asOf ?? AS_OF,
    institution: given.institution,
    limits: given.limits,
    ledger,
    ...options,
    onJudged: (one) => judged.push(one),
  });
  return { reports, judged };
}
