import { join } from 'node:path';
import { diskSource } from '../../intake/disk.ts';
import { IntakeError } from '../../intake/errors.ts';
import type { Source } from '../../intake/source.ts';
import type { Checked } from '../../judge.ts';
import { judgedBytes, type Workshop } from '../apply.ts';
import { fateOf, KEPT, keptIn, MOST_RUNS, noteFates, ROUNDS, type RowRun, UNKNOWN, unitsIn } from '../fates.ts';
import type { LeftOut } from '../only-taken.ts';
import { writeZipFile } from '../write-zip.ts';
import type { TextEncoding } from './full-width.ts';
import { textEncodingOf, type XmlPart } from './plan-xml.ts';
import { type GoneRecord, repairedText } from './rewrite.ts';

/** How the records that stay are written, and judged. */
export interface XmlTaking {
  readonly shop: Workshop;
  /** The XML of what was judged. */
  partOf(checked: Checked): Promise<XmlPart | undefined>;
  judged(sources: readonly Source[], before: Checked): Promise<Checked>;
}

async function* without(gone: GoneRecord, xml: XmlPart, encoding: TextEncoding): AsyncGenerator<Uint8Array> {
  const { part, format, isCoded } = xml;
  const want = { fixes: new Set<never>(), format, isCoded, lastYear: 0, encoding };
  for await (const text of repairedText(judgedBytes(part), want, { gone })) yield Buffer.from(text, 'latin1');
}

interface ToTake {
  readonly xml: XmlPart;
  readonly encoding: TextEncoding;
}

/** A package of the same names with just the records that would be taken. @throws IntakeError `changed`, `no-room` */
async function packageOf(
  checked: Checked,
  { xml, encoding }: ToTake,
  { folder, limits, fresh }: Workshop,
): Promise<Source> {
  const { submission } = checked;
  const bytes = (): AsyncIterable<Uint8Array> => without((number) => fateOf(checked, number) !== KEPT, xml, encoding);
  if (submission.form === 'loose')
    return diskSource(await folder.file(bytes(), { maxBytes: limits.unpackedBytes }), submission.name);
  const target = join(folder.path, fresh('zip'));
  await writeZipFile(target, [{ path: xml.part.path, bytes }], []);
  return diskSource(target, submission.name);
}

function runsOf(fates: Uint8Array): RowRun[] {
  const runs: { from: number; to: number; why: RowRun['why'] }[] = [];
  for (const [at, fate] of fates.entries()) {
    if (fate === KEPT) continue;
    const why = fate === UNKNOWN ? 'unknown' : 'not-taken';
    const run = runs.at(-1);
    if (run?.to === at && run.why === why) run.to = at + 1;
    else if (runs.length < MOST_RUNS) runs.push({ from: at + 1, to: at + 1, why });
  }
  return runs;
}

/**
 * A submission of just the records that would be taken; judged anew, until all of them would be.
 * @returns `none` when no record would be taken; null when all would be: then nothing is left out
 * @throws IntakeError `changed`, `no-room`
 */
export async function onlyTakenXml(
  repaired: Checked,
  { shop, partOf, judged }: XmlTaking,
): Promise<{ after: Checked; left: LeftOut } | 'none' | null> {
  const fates = new Uint8Array(unitsIn(repaired));
  let now = repaired;
  for (let round = 0; round < ROUNDS; round++) {
    const kept = keptIn(fates);
    noteFates(fates, now);
    const stay = keptIn(fates);
    if (stay === 0) return 'none';
    if (stay === kept) break;
    const xml = await partOf(now);
    if (!xml) throw new IntakeError('changed', now.submission.name);
    const encoding = await textEncodingOf(xml);
    if (encoding === null) return 'none'; // UTF-16, which nothing could make Big5 of
    now = await judged([await packageOf(now, { xml, encoding }, shop)], now);
  }
  if (now === repaired) return null;
  const unknown = fates.reduce((sum, fate) => sum + (fate === UNKNOWN ? 1 : 0), 0);
  const count = fates.length - keptIn(fates);
  return { after: now, left: { rows: runsOf(fates), count, unknown, kept: unitsIn(now), files: [], gap: false } };
}
