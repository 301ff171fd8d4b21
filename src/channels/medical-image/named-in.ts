import { IntakeError } from '../../intake/errors.ts';
import type { Source } from '../../intake/source.ts';
import { readCsv } from '../../readers/csv/read-csv.ts';
import { baseName } from './names.ts';

/** Which of the archives a CSV names in any of its cells; letter case does not count. */
export async function archivesNamedIn(csv: Source, archives: readonly Source[]): Promise<Set<Source>> {
  const byName = new Map(archives.map((source) => [baseName(source.path).toUpperCase(), source]));
  const named = new Set<Source>();
  try {
    for await (const rows of readCsv(csv).batches()) {
      for (const { fields } of rows)
        for (const field of fields) {
          const source = byName.get(field.trim().toUpperCase());
          if (source) named.add(source);
        }
      if (named.size === byName.size) break;
    }
  } catch (error) {
    if (!(error instanceof IntakeError)) throw error; // why it cannot be read is said when it is judged
  }
  return named;
}
