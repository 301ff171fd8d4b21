import { posix } from 'node:path';
import { csvName } from '../../channels/medical-image/names.ts';
import { rowReader } from '../../channels/medical-image/row-data.ts';
import type { Checked } from '../../judge.ts';
import { type PrecheckOptions, settle } from '../../options.ts';
import { ownLibrary } from '../../rules.ts';
import { NAMES } from '../names.ts';
import type { Package } from '../package.ts';
import type { CsvPart } from './plan-csv.ts';

/** The CSV of what was judged, in a channel that has one. */
export function csvSourceOf({ submission, files }: Checked) {
  const paths = new Set(files.flatMap(({ path, role }) => (role === 'csv' ? [path] : [])));
  const [csv, ...others] = submission.sources.filter(({ path }) => paths.has(path));
  return NAMES[submission.channel].byPart === 'csv' && others.length === 0 ? csv : undefined;
}

/** The CSV of a package, and what puts its damaged cells right: what the record of a row says; undefined where there is none. */
export async function csvPartOf(pack: Package, checked: Checked, check: PrecheckOptions): Promise<CsvPart | undefined> {
  const source = csvSourceOf(checked);
  const part = pack.parts.find(({ path }) => path === source?.path);
  if (!source || !part) return undefined;
  const { codes } = check.library ?? (await ownLibrary());
  const dataOf = rowReader({
    asOf: settle(check).asOf,
    csvInstitution: csvName(posix.basename(source.path)).institution,
    codes: (name) => codes.get(name) ?? {},
  });
  const fixed: CsvPart['fixed'] = (fields) => dataOf(fields, { there: 'exact', twin: false }).fixed ?? {};
  return { part, source, fixed };
}
