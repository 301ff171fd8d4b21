import type { Limits, Submission } from '../../channels/channel.ts';
import { labXmlOf, openLabZip, sourceOf } from '../../channels/lab-result/zip.ts';
import type { Source } from '../../intake/source.ts';
import { ArchiveError } from '../../readers/archive/errors.ts';
import type { XmlFormat } from '../../readers/xml/format.ts';
import { readXml } from '../../readers/xml/read-xml.ts';
import type { XmlRecord } from '../../readers/xml/types.ts';
import { dayOfRoc } from './roc-days.ts';

/** What a package says of itself. */
export interface PackageFacts {
  /** h2 of most hdata; null where none has one. */
  readonly institution: string | null;
  /** The first seven digits of h16 of most hdata, as yyyy-MM-dd. */
  readonly uploadDay: string | null;
}

async function xmlOf({ form, sources: [source] }: Submission, limits: Limits): Promise<Source | undefined> {
  if (!source || form === 'loose') return source;
  const member = await labXmlOf((await openLabZip(source, limits)).members);
  return member && sourceOf(member);
}

/** Most often met; the first of several. */
function mostOf(counts: ReadonlyMap<string, number>): string | null {
  let most: string | null = null;
  for (const [value, count] of counts) if (most === null || count > (counts.get(most) ?? 0)) most = value;
  return most;
}

const MOST_VALUES = 1_000;

function counting(): { add(value: string): void; most(): string | null } {
  const counts = new Map<string, number>();
  return {
    add(value) {
      if (counts.has(value) || counts.size < MOST_VALUES) counts.set(value, (counts.get(value) ?? 0) + 1);
    },
    most: () => mostOf(counts),
  };
}

/**
 * Goes through the hdata of a package once, as far as it can be read: what stops the reading is the judge's matter.
 * @throws IntakeError
 */
export async function readPackage(
  submission: Submission,
  format: XmlFormat,
  limits: Limits,
  look: (hdata: XmlRecord) => void,
): Promise<PackageFacts> {
  const institutions = counting();
  const days = counting();
  const each = (hdata: XmlRecord): void => {
    const { h2 = '', h16 = '' } = hdata.fields;
    if (/^[0-9A-Z]{10}$/i.test(h2.trim())) institutions.add(h2.trim().toUpperCase());
    const day = dayOfRoc(h16.trim().slice(0, 7));
    if (day) days.add(day);
    look(hdata);
  };
  try {
    const xml = await xmlOf(submission, limits);
    if (xml) for await (const some of readXml(xml, format).records()) for (const hdata of some) each(hdata);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
  }
  return { institution: institutions.most(), uploadDay: days.most() };
}
