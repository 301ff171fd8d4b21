import { limitsOf } from '../channels/nested.ts';
import { collect } from '../intake/collect.ts';
import { IntakeError } from '../intake/errors.ts';
import type { Source } from '../intake/source.ts';
import { type PrivateFolder, privateFolder } from '../intake/temp.ts';
import type { Checked } from '../judge.ts';
import { type PrecheckOptions, settle } from '../options.ts';
import { checkOne } from '../precheck.ts';
import { ArchiveError } from '../readers/archive/errors.ts';
import { submissionsOf } from '../submissions.ts';
import { apply, type Workshop } from './apply.ts';
import { pathsAfter } from './collide.ts';
import { csvPartOf } from './csv/csv-part.ts';
import { planCsv } from './csv/plan-csv.ts';
import { type Edit, type Plan, partOf, type Skipped } from './edit.ts';
import { withoutBom, withZone } from './fhr-bytes.ts';
import { NAMES } from './names.ts';
import { type LeftOut, onlyTaken, type Taking } from './only-taken.ts';
import { openPackage, type Package, type Refusal } from './package.ts';
import { type PlanOptions, plan } from './plan.ts';
import { onlyTakenXml } from './xml/only-taken-xml.ts';
import { planXml, type XmlPart } from './xml/plan-xml.ts';
import { xmlPartOf } from './xml/xml-part.ts';

/** How a package is repaired. */
export interface FixHow extends PlanOptions {
  /** How the new package is judged; as the first one was. */
  readonly check: PrecheckOptions;
  /** Leave out the rows that would not be taken, with their archives; only where NHI takes row by row. */
  readonly onlyTaken?: boolean | undefined;
}

/** Why a package was left as it is. */
export type NotFixed = Refusal | 'changed' | 'none-taken' | 'not-by-row';

/** A file of the new package, in a private folder or where it always was. */
export interface FixedFile {
  /** As the user knows it; relative, `/` between folders. */
  readonly path: string;
  /** Of the very bytes that were judged. */
  readonly sha256: string;
  readonly source: Source;
}

/** A repaired package, judged anew. Its files are gone when it is disposed of. */
export interface Fixed extends AsyncDisposable {
  readonly before: Checked;
  /** The same as `before` where nothing was repaired. */
  readonly after: Checked;
  /** What was done, in order. */
  readonly edits: readonly Edit[];
  /** Fixes that a rule knows and that are left to a person. */
  readonly skipped: readonly Skipped[];
  /** Null also where there was nothing to repair. */
  readonly refused: NotFixed | null;
  /** What was left out on request; null where nothing was. */
  readonly left: LeftOut | null;
  /** All files of the new package; none where nothing was repaired or left out. */
  readonly files: readonly FixedFile[];
}

/** A repaired name lets other rules speak; after so many rounds the rest is left to a person. */
const ROUNDS = 5;

/** Repairs of rows and records go through all of them, whichever findings are listed: so many of each rule are enough. */
const OF_ROWS = 1_000;

/** How new packages are judged. */
function judging(checked: Checked, how: FixHow): FixHow {
  const { maxFindings } = settle(how.check);
  if (NAMES[checked.submission.channel].byPart === null) return how;
  return { ...how, check: { ...how.check, maxFindings: Math.min(maxFindings, OF_ROWS) } };
}

interface Round {
  readonly current: Checked;
  readonly edits: Edit[];
  skipped: readonly Skipped[];
  readonly left: LeftOut | null;
}

/** The one submission that a new package is, judged beside the same others. */
async function judged(sources: readonly Source[], { elsewhere }: Checked, check: PrecheckOptions): Promise<Checked> {
  const [only, ...others] = await submissionsOf(sources, settle(check).limits, check);
  if (!only || others.length > 0) throw new Error('a repaired package is no longer one submission');
  return checkOne({ ...only, elsewhere }, check);
}

/** What no edit changes has to be what was judged before, byte for byte. @throws IntakeError `changed` */
function mustBeUnchanged(pack: Package, edits: readonly Edit[], before: Checked, after: Checked): void {
  const { submission } = pack;
  const isRenamed = edits.every(({ kind }) => kind === 'rename-package');
  if (submission.form === 'zip') {
    if (isRenamed && before.zipSha256 !== after.zipSha256) throw new IntakeError('changed', submission.name);
    return; // members were compared while they were copied
  }
  if (edits.some(({ kind }) => kind === 'zip-xml')) return; // so was the XML
  const paths = pathsAfter(pack.parts, edits);
  const edited = new Set(edits.filter(({ kind }) => kind !== 'rename-file').map(partOf));
  const hashes = new Map(after.files.map(({ path, sha256 }) => [path, sha256 ?? '']));
  for (const part of pack.parts) {
    const same = edited.has(part) || part.judged.has(hashes.get(paths.get(part) ?? '') ?? '');
    if (!same) throw new IntakeError('changed', part.shown);
  }
}

function filesOf({ submission, files, zipSha256 }: Checked): FixedFile[] {
  const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  return submission.sources.map((source) => {
    const { path } = source;
    const sha256 = submission.form === 'zip' ? zipSha256 : hashes.get(path);
    if (!sha256) throw new IntakeError('changed', path);
    return { path, sha256, source };
  });
}

/** A plan without zones that have no plain place: doubled, or written in another way than anybody does. */
async function withPlainZones({ edits, skipped }: Plan, check: PrecheckOptions): Promise<Plan> {
  const unclear = new Set<Edit>();
  for (const edit of edits) {
    if (edit.kind !== 'add-zone') continue;
    const bytes = await collect(edit.part.bytes(), settle(check).limits.fhrBytes);
    if (bytes === null || withZone(withoutBom(bytes), edit.to) === null) unclear.add(edit);
  }
  const left = [...unclear].map(({ finding }): Skipped => ({ finding, why: 'not-certain' }));
  return { edits: edits.filter((edit) => !unclear.has(edit)), skipped: [...skipped, ...left] };
}

/** What the package is like after all rounds, or why it was left as it is. */
async function repaired(checked: Checked, how: FixHow, shop: Workshop): Promise<Round | NotFixed> {
  if (how.onlyTaken && NAMES[checked.submission.channel].byPart === null) return 'not-by-row';
  let current = checked;
  let skipped: readonly Skipped[] = [];
  const edits: Edit[] = [];
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      const pack: Package | Refusal = await openPackage(current, shop);
      if (typeof pack === 'string') return pack;
      const { findings } = current.judged;
      const csv = await csvPartOf(pack, current, how.check);
      const xml = await xmlPartOf(pack, current, how.check);
      const ofText = csv ? await planCsv(pack, csv, findings) : xml && (await planXml(xml, findings));
      const next = await withPlainZones(plan(pack, findings, how, ofText), how.check);
      skipped = next.skipped;
      if (next.edits.length === 0) break;
      const made = await judged(await apply(pack, next.edits, shop), current, how.check);
      mustBeUnchanged(pack, next.edits, current, made);
      current = made;
      edits.push(...next.edits);
    }
    if (!how.onlyTaken) return { current, edits, skipped, left: null };
    const fixes = new Set(edits.flatMap((edit) => (edit.kind === 'csv' ? [edit.fix] : [])));
    const taking = {
      folder: shop.folder,
      fixes,
      judged: (sources, now) => judged(sources, now, how.check),
    } satisfies Taking;
    const isXml = NAMES[checked.submission.channel].byPart === 'xml';
    const taken = isXml
      ? await onlyTakenXml(current, { ...taking, shop, partOf: (now) => openXml(now, shop, how.check) })
      : await onlyTaken(checked, current, taking);
    if (taken === 'none') return 'none-taken';
    return { current: taken?.after ?? current, edits, skipped, left: taken?.left ?? null };
  } catch (error) {
    if (error instanceof IntakeError && error.code !== 'no-room') return 'changed';
    if (error instanceof ArchiveError && !error.code.startsWith('engine')) return 'unreadable';
    throw error;
  }
}

async function openXml(checked: Checked, shop: Workshop, check: PrecheckOptions): Promise<XmlPart | undefined> {
  const pack = await openPackage(checked, shop);
  return typeof pack === 'string' ? undefined : xmlPartOf(pack, checked, check);
}

function workshop(folder: PrivateFolder, check: PrecheckOptions): Workshop {
  const { limits } = settle(check);
  let given = 0;
  return {
    folder,
    limits,
    archives: limitsOf({ limits, signal: check.signal }),
    fresh: (extension) => `made-${++given}.${extension}`,
  };
}

/**
 * Applies all safe fixes to a copy of a package and judges the copy, until no safe fix is left. The package itself is
 * only read; nothing is written but in a private folder.
 * @throws IntakeError `no-room` when the temporary folder is full; what `checkAll` throws; faults of ours
 */
export async function fixSubmission(checked: Checked, how: FixHow): Promise<Fixed> {
  const folder = await privateFolder();
  const dispose = { [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
  try {
    const done = await repaired(checked, judging(checked, how), workshop(folder, how.check));
    if (typeof done === 'string')
      return {
        before: checked,
        after: checked,
        edits: [],
        skipped: [],
        refused: done,
        left: null,
        files: [],
        ...dispose,
      };
    const { current, edits, skipped, left } = done;
    const files = edits.length === 0 && !left ? [] : filesOf(current);
    return { before: checked, after: current, edits, skipped, refused: null, left, files, ...dispose };
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
}
