import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validators } from '../../../src/engine/validators.ts';
import { readYaml } from '../../../src/engine/yaml-file.ts';
import type { Report } from '../../../src/report/report-schema.ts';
import { CaseFile } from './case-schema.ts';

/** The folder `corpus/`. */
export const CORPUS = fileURLToPath(new URL('../../../corpus/', import.meta.url));

/** A case of the corpus: `prior-auth/imaging-without-dcf`. */
export interface Case extends CaseFile {
  readonly id: string;
  /** Its folder. */
  readonly path: string;
}

/** The ids of all cases, in order. */
export const caseIds = (): string[] =>
  readdirSync(CORPUS, { withFileTypes: true })
    .filter((channel) => channel.isDirectory())
    .flatMap(({ name: channel }) => readdirSync(join(CORPUS, channel)).map((name) => `${channel}/${name}`))
    .filter((id) => existsSync(join(CORPUS, id, 'case.yaml')))
    .sort();

const checks = validators();

/** Reads a case. @throws RuleError with line and path of what is wrong with it */
export async function readCase(id: string): Promise<Case> {
  const { data } = await readYaml(CORPUS, `${id}/case.yaml`, CaseFile, checks);
  return { ...data, id, path: join(CORPUS, id) };
}

/** All cases, in order. */
export const allCases = (): Promise<Case[]> => Promise.all(caseIds().map(readCase));

const ANY = '*';

/**
 * The reports of a case as `expected.json` has them. `*` stands for what changes with every release and every new rule
 * and says nothing of the case: the version of the tool and of the ruleset, and how many rules there are.
 */
export function expectedOf(reports: readonly Report[]): unknown {
  const stable = reports.map((report) => ({
    ...report,
    tool: { ...report.tool, version: ANY },
    ruleset: { ...report.ruleset, version: ANY },
    counts: { ...report.counts, rules: ANY },
  }));
  return stable.length === 1 ? stable[0] : { reports: stable };
}

/** The text of an `expected.json`, or null where there is none yet. */
export function expectedText(path: string): string | null {
  const file = join(path, 'expected.json');
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : null;
}
