import iconv from 'iconv-lite';
import type { Fields, Hdata, HdataKind, Xml } from './case-schema.ts';
import { hdataOf, type MadeHdata } from './hdata.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const elements = (fields: Fields, indent: string): string[] =>
  Object.entries(fields).map(([tag, text]) => `${indent}<${tag}>${escaped(text ?? '')}</${tag}>`);

const linesOf = ({ fields, rdata }: MadeHdata): string[] => [
  '  <hdata>',
  ...elements(fields, '    '),
  ...rdata.flatMap((one) => ['    <rdata>', ...elements(one, '      '), '    </rdata>']),
  '  </hdata>',
];

/** The root of a file with these hdata, one element in a line. */
export const rootOf = (given: readonly (Hdata | HdataKind)[]): string =>
  ['<patient>', ...hdataOf(given).flatMap(linesOf), '</patient>', ''].join('\r\n');

/** Its bytes; what cp950 does not have becomes a question mark. */
function encoded(text: string, encoding: NonNullable<Xml['encoding']>): Buffer {
  if (encoding === 'big5') return iconv.encode(text, 'cp950');
  return iconv.encode(text, encoding);
}

function changed(text: string, { replace = {}, long = 0, deep = 0 }: Xml): string {
  const replaced = Object.entries(replace).reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`the XML has no ${from}`);
    return result.replaceAll(from, to);
  }, text);
  return replaced.replaceAll('〈long〉', 'X'.repeat(long)).replaceAll('〈deep〉', '<a>'.repeat(deep));
}

/** The bytes of an XML of this channel. @throws where it has nothing of what is to be replaced */
export function labXmlBytes(given: readonly (Hdata | HdataKind)[], xml: Xml = {}): Uint8Array {
  const { encoding = 'big5', declared = 'Big5', bom, whole, text = rootOf(given), bytes = {}, cut } = xml;
  const declaration = declared === null ? '' : `<?xml version="1.0" encoding="${declared}"?>\r\n`;
  const final = (bom ? '\uFEFF' : '') + changed(whole ?? declaration + text, xml);
  let made = encoded(final, encoding);
  for (const [from, hex] of Object.entries(bytes)) {
    const at = made.indexOf(encoded(from, encoding));
    if (at < 0) throw new Error(`the XML has no ${from}`);
    const after = made.subarray(at + encoded(from, encoding).length);
    made = Buffer.concat([made.subarray(0, at), Buffer.from(hex, 'hex'), after]);
  }
  return cut ? made.subarray(0, cut) : made;
}
