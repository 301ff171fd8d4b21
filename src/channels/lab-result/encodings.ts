import type { XmlEncoding, XmlFacts } from '../../readers/xml/types.ts';
import type { DocumentData } from './document-record-type.ts';

/** Encodings under one of their names. */
type Family = 'big5' | 'utf-8' | 'utf-16' | 'ascii' | 'other';

const NAMES: Readonly<Record<string, Family>> = {
  big5: 'big5',
  'big5-hkscs': 'big5',
  big5hkscs: 'big5',
  'cn-big5': 'big5',
  csbig5: 'big5',
  'big5-eten': 'big5',
  'x-x-big5': 'big5',
  cp950: 'big5',
  ms950: 'big5',
  'windows-950': 'big5',
  'x-windows-950': 'big5',
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-16': 'utf-16',
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16',
  unicode: 'utf-16',
  'us-ascii': 'ascii',
  ascii: 'ascii',
};

const REAL: Readonly<Record<Exclude<XmlEncoding, 'unclear'>, Family>> = {
  ascii: 'ascii',
  big5: 'big5',
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16',
};

const WORDS: Readonly<Record<Family, string>> = {
  big5: 'Big5',
  'utf-8': 'UTF-8',
  'utf-16': 'UTF-16',
  ascii: 'ASCII',
  other: '',
};

type Told = Pick<DocumentData, 'encoding' | 'declares' | 'isBig5'>;

/** ASCII alone is the same in Big5 and UTF-8. */
const agree = (said: Family, real: Family): boolean => said === real || (real === 'ascii' && said !== 'utf-16');

/**
 * The declared encoding against the real one. A file that declares none is UTF-8 or, with a mark, UTF-16 by the XML
 * standard. Of a file without any element nothing is said.
 */
export function encodingTold({ encoding, declared, bom, root }: XmlFacts): Told {
  if (root === undefined) return { encoding: '' };
  if (encoding === 'unclear') return { encoding: '', declares: 'unclear' };
  const real = REAL[encoding];
  const said = declared === undefined ? undefined : (NAMES[declared.trim().toLowerCase()] ?? 'other');
  const isBig5 = (real === 'big5' || real === 'ascii') && declared?.trim().toLowerCase() === 'big5';
  const told = { encoding: WORDS[real], isBig5 };
  if (said !== undefined) return { ...told, declares: agree(said, real) ? 'agrees' : 'differs' };
  const byStandard = real === 'utf-8' || real === 'ascii' || (real === 'utf-16' && bom);
  return { ...told, declares: byStandard ? 'absent' : 'differs' };
}
