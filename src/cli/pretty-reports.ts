import type { Report } from '../report/report-schema.ts';
import { inLanguage } from '../report/words.ts';
import { ownLibrary } from '../rules.ts';

/** Writes reports as a person reads them, one after the other; in the language of the reports. */
export async function prettyReports(
  reports: readonly Report[],
  how: { readonly colour: boolean; readonly verbose: boolean; readonly seconds: number | null },
  write: (text: string) => void,
): Promise<void> {
  const [{ pretty }, { clauses, rules }] = await Promise.all([import('../report/pretty.ts'), ownLibrary()]);
  for (const [i, report] of reports.entries()) {
    if (i > 0) write('\n');
    const clause = (id: string): string => {
      const found = clauses.get(id);
      return found ? `${id} ${inLanguage(found.says, report.ruleset.language)}` : id;
    };
    const status = (id: string) => rules.find((rule) => rule.id === id)?.status;
    pretty(report, { ...how, named: reports.length > 1, clause, status }, write);
  }
}
