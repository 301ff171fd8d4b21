import path from 'node:path';
import type { Answer, Outcome } from '../engine/outcome.ts';
import type { Source } from '../intake/source.ts';
import type { KeptOrders } from '../kept-orders.ts';
import type { Checked } from '../precheck.ts';
import type { Report, ReportFinding } from '../report/report-schema.ts';

declare const validatedHere: unique symbol;

/** A file that goes out, with what was judged of it. */
export interface PackageFile {
  /** Its own name, without folders. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly role: string;
  readonly source: Source;
}

/** A file inside the zip; none for loose files. */
export interface PackageMember {
  /** From the root of the zip. */
  readonly path: string;
  readonly role: string;
  readonly size: number;
  readonly sha256: string;
}

/** What may be handed over: only `validated` makes one, of what was judged and found fit. */
export interface ValidatedPackage {
  readonly [validatedHere]: true;
  readonly report: Report;
  /** The file name of the zip; of loose files the name that they share. */
  readonly name: string;
  readonly files: readonly PackageFile[];
  readonly members: readonly PackageMember[];
  /** Why it goes out although NHI will hold it; null where NHI will not. */
  readonly acceptedHold: string | null;
  /** YYYMMDD (ROC): the day that is typed on the page; null where the channel asks for none. */
  readonly uploadDay: string | null;
  /** What the ledger remembers of its orders; null where there are none. */
  readonly orders: KeptOrders | null;
}

/** Why a submission is not handed over. */
export interface Unfit {
  /** `unknown` too where a hold was accepted but something else could not be judged. */
  readonly answer: Answer;
  /** The findings that decide; none where a file could not be read. */
  readonly deciding: readonly ReportFinding[];
}

/** Fit to be handed over, or why not. */
export type Validation = { readonly fit: ValidatedPackage } | { readonly unfit: Unfit };

const DECIDING: ReadonlySet<Outcome> = new Set(['return-file', 'return-unit', 'hold', 'unknown']);

/** The file name of a source on this system. */
const nameOf = ({ diskPath, path: shown }: Source): string => path.basename(diskPath ?? shown);

const CASE = /^[0-9A-Z]{10}_\d{16}$/;

/**
 * What the files of a submission are called together: the zip by its name, loose files by the CSV that leads them, or
 * by their case number (and how many more there are) where an FHR is among them, else by the first file, so that an ATT
 * can follow its FHR.
 */
export function packageName({ submission: { form, sources }, files, judged }: Checked): string {
  if (form === 'zip') return sources[0] ? nameOf(sources[0]) : '';
  // as the user knows them: repaired files lie under names of ours
  const first = files.find(({ role }) => role === 'csv')?.path ?? sources[0]?.path ?? '';
  const title = path.posix.parse(first).name;
  const key = judged.units.find(({ unit: { id } }) => CASE.test(id))?.unit.id;
  const hasFhr = files.some(({ role }) => role === 'fhr');
  if (key === undefined || !hasFhr) return title;
  return judged.units.length > 1 ? `${key}+${judged.units.length - 1}` : key;
}

/** The files with the hashes that were judged; null where one was not read to its end. */
function filesOf({ submission, files, zipSha256 }: Checked): PackageFile[] | null {
  const found: PackageFile[] = [];
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const source of submission.sources) {
    const judged = byPath.get(source.path);
    const sha256 = submission.form === 'zip' ? zipSha256 : judged?.sha256;
    if (!sha256) return null;
    const role = submission.form === 'zip' ? 'zip' : (judged?.role ?? 'other');
    found.push({ name: nameOf(source), size: source.size, sha256, role, source });
  }
  return found.length > 0 ? found : null;
}

function membersOf({ submission, files }: Checked): PackageMember[] | null {
  if (submission.form === 'loose') return [];
  const members: PackageMember[] = [];
  for (const { path: shown, role, size, sha256 } of files) {
    if (sha256 === null) return null;
    members.push({ path: shown.slice(submission.name.length + '!/'.length), role, size, sha256 });
  }
  return members;
}

/**
 * Whether a submission may be handed over: one that NHI will take may, with reminders too; one that NHI will hold may
 * with a reason; one that NHI will return, or of which anything is unknown, never.
 * @param options `acceptHold`: why a package goes out although NHI will hold it; blank is no reason
 */
export function validated(checked: Checked, { acceptHold }: { acceptHold?: string | undefined } = {}): Validation {
  const { report, judged } = checked;
  const { answer } = judged;
  const unfit = (as: Answer): Validation => ({
    unfit: { answer: as, deciding: report.findings.filter(({ outcome }) => DECIDING.has(outcome)) },
  });
  if (answer === 'return-file' || answer === 'return-unit' || answer === 'unknown') return unfit(answer);
  if ((judged.unitCounts.get('unknown') ?? 0) > 0 || (judged.outcomeCounts.get('unknown') ?? 0) > 0)
    return unfit('unknown');
  const reason = acceptHold?.trim() ?? '';
  if (answer === 'hold' && reason === '') return unfit('hold');
  const [files, members] = [filesOf(checked), membersOf(checked)];
  if (!files || !members) return unfit('unknown');
  const acceptedHold = answer === 'hold' ? reason : null;
  const { orders, uploadDay } = checked;
  const fit = { report, name: packageName(checked), files, members, acceptedHold, uploadDay, orders };
  return { fit: fit as unknown as ValidatedPackage };
}
