import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Fixed, type FixHow, fixSubmission } from '../../../src/fix/fix-submission.ts';
import { publish } from '../../../src/fix/publish.ts';
import { sourcesOf } from '../../../src/intake/paths.ts';
import type { PrecheckOptions } from '../../../src/options.ts';
import { checkAll } from '../../../src/precheck.ts';
import { scratch } from '../archives/scratch.ts';
import { AS_OF, type Files } from '../product/packages.ts';
import { sha } from './wrong.ts';

/** A repair of files on disk, and what came of it. */
export interface Repaired {
  readonly fixed: Fixed;
  /** The new files as they were written to a folder, by their relative paths. */
  readonly out: ReadonlyMap<string, Buffer>;
  /** What was done, as `rule kind`. */
  readonly done: readonly string[];
  /** What was left, as `rule why`. */
  readonly left: readonly string[];
  /** Ids of the rules that still complain. */
  readonly findings: readonly string[];
}

export type RepairOptions = Partial<Omit<FixHow, 'check'>> & { readonly check?: PrecheckOptions };

/** Hash and time of writing of every file: what an untouched original keeps. */
const traces = (folder: string, names: readonly string[]): string[] =>
  names.map((name) => {
    const path = join(folder, name);
    const { mtimeNs, ino } = statSync(path, { bigint: true });
    return `${name} ${sha(readFileSync(path))} ${mtimeNs} ${ino}`;
  });

/**
 * Repairs the one submission that these files on disk are and writes it to another folder.
 * @throws Error where the originals were touched
 */
export async function repair(files: Files, { check, ...how }: RepairOptions = {}): Promise<Repaired> {
  using folder = scratch();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.path, 'in', name)), { recursive: true });
    writeFileSync(join(folder.path, 'in', name), bytes);
  }
  const before = traces(join(folder.path, 'in'), Object.keys(files));
  const { sources } = await sourcesOf([join(folder.path, 'in')]);
  const options = { asOf: AS_OF, ...check };
  const [checked, ...others] = await checkAll(sources, options);
  if (!checked || others.length > 0) throw new Error('not one submission');
  await using fixed = await fixSubmission(checked, { check: options, ...how });
  await publish(fixed.files, join(folder.path, 'out'));
  const after = traces(join(folder.path, 'in'), Object.keys(files));
  if (after.join('\n') !== before.join('\n')) throw new Error('the originals were touched');
  const { edits, skipped } = fixed;
  return {
    fixed,
    out: new Map(fixed.files.map(({ path }) => [path, readFileSync(join(folder.path, 'out', path))])),
    done: edits.map(({ finding, kind }) => `${finding.rule.id} ${kind}`),
    left: skipped.map(({ finding, why }) => `${finding.rule.id} ${why}`),
    findings: fixed.after.report.findings.map(({ ruleId }) => ruleId),
  };
}

/** The answers before and after. */
export const answers = ({ fixed: { before, after } }: Repaired): [string, string] => [
  before.report.verdict.answer,
  after.report.verdict.answer,
];

/** The only new file. */
export function only({ out }: Repaired): [string, Buffer] {
  const [file, ...others] = out;
  if (!file || others.length > 0) throw new Error(`${out.size} files`);
  return file;
}
