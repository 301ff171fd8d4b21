import { createHash } from 'node:crypto';
import type { ReportFinding } from '../report-schema.ts';
import { inside } from './place.ts';

/** The file without the archive that is sent: its name carries the date and number of the sending. */
const withoutOuter = (file: string): string => (file.includes('!/') ? file.slice(file.indexOf('!/') + 2) : file);

/**
 * Numbers findings so that the same problem has the same fingerprint in the next run: hash of rule, unit and logical
 * place, and a running number among equal ones. Lines, messages and other findings change nothing. A hash, since the
 * place may carry a case number.
 * @returns a function to be called once for each finding, in the order of the reports
 */
export function fingerprints(): (finding: ReportFinding) => string {
  const seen = new Map<string, number>();
  return ({ ruleId, unit, locations: [first] }) => {
    const place = first ? [withoutOuter(first.file), inside(first)] : [];
    const hash = createHash('sha256')
      .update(JSON.stringify([ruleId, unit, ...place]))
      .digest('hex')
      .slice(0, 32);
    const n = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, n);
    return `${hash}:${n}`;
  };
}
