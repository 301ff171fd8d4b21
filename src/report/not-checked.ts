import type { SubmissionFile } from '../channels/channel.ts';
import type { Library } from '../engine/library.ts';
import type { Report } from './report-schema.ts';

/** Said in the coverage report only: no check of any file could ever speak of them. */
const NOT_OF_A_FILE: ReadonlySet<string> = new Set(['not-checkable', 'not-stated']);

/** What is not checked of a submission, by clause and reason; a clause counts once for each thing it speaks of. */
export function notChecked(
  library: Library,
  channel: string,
  files: readonly SubmissionFile[],
  units: number,
): Report['notChecked'] {
  return [...library.clauses].flatMap(([clause, { notChecked: not }]) => {
    const source = library.sources[clause.split('/')[0] ?? ''];
    if (!not || NOT_OF_A_FILE.has(not.reason) || !source?.channels.includes(channel)) return [];
    const of = not.per ?? 'submission';
    const count = of === 'submission' ? 1 : of === 'unit' ? units : files.filter(({ role }) => role === of).length;
    return count > 0 ? [{ clause, reason: not.reason, count }] : [];
  });
}
