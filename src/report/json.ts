import { harmlessJson } from './harmless.ts';
import type { Report } from './report-schema.ts';

/** One report as itself, several as `{ "reports": [...] }`; nothing else. */
export function json(reports: readonly Report[], write: (text: string) => void): void {
  const [only] = reports;
  write(`${harmlessJson(JSON.stringify(only && reports.length === 1 ? only : { reports }, null, 2))}\n`);
}
