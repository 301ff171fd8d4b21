import type { FormatContext } from '../report/formatter.ts';
import type { Report } from '../report/report-schema.ts';
import { formatContext } from './format-context.ts';

/** Writes reports as a person reads them, one after the other; in the language of the reports. */
export async function prettyReports(
  reports: readonly Report[],
  terminal: FormatContext['terminal'],
  write: (text: string) => void,
): Promise<void> {
  const [first] = reports;
  if (!first) return;
  const { pretty } = await import('../report/formats/pretty.ts');
  const context = await formatContext(first.ruleset, {}, terminal.verbose);
  pretty(reports, { ...context(false, 0), terminal }, write);
}
