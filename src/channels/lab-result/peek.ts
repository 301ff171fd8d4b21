import type { Source } from '../../intake/source.ts';

const PEEK_BYTES = 65_536;

/** The first 64 KiB as Latin letters; NUL is left out, so that UTF-16 shows its tags too. */
export const headOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(0, PEEK_BYTES)).toString('latin1').replaceAll('\0', '');

/** The tag that comes first, as written, with what follows in it. */
const ROOT = /<([A-Za-z_][\w.-]*)([^>]*)/;

/**
 * Whether a file begins like one of this channel: with hdata in it, or with the root patient. A FHIR Patient in XML is
 * none.
 */
export function looksLikeLabXml(head: string): boolean {
  if (/<(?:[\w.-]+:)?hdata[\s/>]/i.test(head)) return true;
  const [, root, rest = ''] = ROOT.exec(head.replace(/<!--.*?-->/gs, '')) ?? [];
  return root === 'patient' && !rest.includes('hl7.org');
}

/** Whether an XML begins like one of this channel. @throws IntakeError */
export const holdsLabXml = async (source: Source): Promise<boolean> =>
  looksLikeLabXml(headOf(await source.read(0, PEEK_BYTES)));
