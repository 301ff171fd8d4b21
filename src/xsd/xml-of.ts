import type { Limits } from '../channels/channel.ts';
import { labXmlOf, openLabZip, sourceOf } from '../channels/lab-result/zip.ts';
import { IntakeError } from '../intake/errors.ts';
import type { Source } from '../intake/source.ts';
import { ArchiveError } from '../readers/archive/errors.ts';

/** The largest XML that libxml2 is given: it takes about eleven times as much memory. */
export const MOST_BYTES = 20 * 1024 * 1024;

/** The XML of a submission with its name; or why there is none to be had. */
export type XmlOf =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly without: 'too-large' | 'unreadable' };

async function xmlSource(source: Source, limits: Limits): Promise<Source | undefined> {
  if (/\.xml$/i.test(source.path)) return source;
  const { members } = await openLabZip(source, limits);
  const member = await labXmlOf(members);
  return member && sourceOf(member);
}

/** Reads the XML of a submission of lab results: the file itself, or that in the zip. */
export async function xmlOf(source: Source, limits: Limits): Promise<XmlOf> {
  let name = source.path;
  try {
    const xml = await xmlSource(source, limits);
    if (!xml) return { name, without: 'unreadable' };
    name = xml.path;
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const bytes of xml.open()) {
      size += bytes.length;
      if (size > MOST_BYTES) return { name, without: 'too-large' };
      parts.push(bytes);
    }
    return { name, bytes: Buffer.concat(parts) };
  } catch (error) {
    if (error instanceof IntakeError || error instanceof ArchiveError) return { name, without: 'unreadable' };
    throw error;
  }
}
