import { memorySource } from '../../../../src/intake/memory.ts';
import type { Source } from '../../../../src/intake/source.ts';
import type { PrecheckOptions } from '../../../../src/options.ts';
import { precheck } from '../../../../src/precheck.ts';
import type { Report } from '../../../../src/report/report-schema.ts';
import type { CaseFile } from '../case-schema.ts';
import { labFilesOf } from './pack.ts';

/** The day at whose end packages are judged. */
const AS_OF = '2026-05-12';

/** The files of a package as Sources in memory. */
export const labSources = (given: Pick<CaseFile, 'hdata' | 'xml' | 'pack'>): Source[] =>
  labFilesOf(given).map(({ name, bytes }) => memorySource(name, bytes));

/** A report, and what it comes to. */
export interface LabChecked {
  readonly report: Report;
  readonly answer: Report['verdict']['answer'];
  /** Ids of the rules that are broken, each once, in order. */
  readonly rules: readonly string[];
}

/** Checks files as one package of this channel, whether or not they show that they are one. */
export async function labChecked(files: readonly Source[], options: PrecheckOptions = {}): Promise<LabChecked> {
  const reports = await precheck(files, { asOf: AS_OF, channel: 'lab-result', ...options });
  const [report] = reports;
  if (!report || reports.length > 1) throw new Error(`${reports.length} reports`);
  const rules = [...new Set(report.findings.map(({ ruleId }) => ruleId))].sort();
  return { report, answer: report.verdict.answer, rules };
}
