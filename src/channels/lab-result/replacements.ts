import { beyondBig5 } from '../../readers/big5/table.ts';
import type { XmlFaultKind } from '../../readers/xml/types.ts';
import type { CodeTable } from '../channel.ts';
import type { FieldData } from './field-record-type.ts';

type Told = Pick<FieldData, 'sign' | 'meaning' | 'meaningEn' | 'remedy' | 'remedyEn'>;

/** A row of rules/codes/lab-result-replacements.yaml. */
interface Row {
  readonly with: string;
  readonly name: { readonly zh: string; readonly en: string };
}

const codePoint = (sign: string): string =>
  `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Signs that would be drawn as nothing, or would change the line that they stand in. */
const HIDDEN = /[\p{C}\p{Z}\p{M}]/u;

function remedyOf(row: Row | undefined): Required<Pick<Told, 'remedy' | 'remedyEn'>> {
  if (!row) return { remedy: '改用 Big5 有的字，或用文字說明', remedyEn: 'write a character that Big5 has, or words' };
  if (row.with === '') return { remedy: '刪掉它', remedyEn: 'leave it out' };
  return { remedy: `改寫成「${row.with}」`, remedyEn: `write ${row.with} instead` };
}

/** Of bytes beyond Big5, which differ from machine to machine: the character that HKSCS has there, where the table has it. */
function bytesTold(table: CodeTable, bytes: string): Told {
  const sign = beyondBig5(Number.parseInt(bytes, 16)) ?? '';
  const row = table[codePoint(sign)] as Row | undefined;
  if (!row) return { sign: bytes, meaning: '', meaningEn: '', ...remedyOf(row) };
  return {
    sign: bytes,
    meaning: `（看起來是「${sign}」：${row.name.zh}）`,
    meaningEn: ` (${sign}, it seems: ${row.name.en})`,
    ...remedyOf(row),
  };
}

/**
 * What is told of a sign that Big5 does not have, or of bytes beyond it, by a table of what is written instead; of bytes
 * that are no character: their hex alone.
 */
export const replacementsOf =
  (table: CodeTable) =>
  (kind: XmlFaultKind, sign: string): Told => {
    if (kind === 'beyond-big5') return bytesTold(table, sign);
    if (kind !== 'not-in-big5') return { sign };
    const code = codePoint(sign);
    const row = table[code] as Row | undefined;
    return {
      sign: HIDDEN.test(sign) ? code : `${sign} ${code}`,
      meaning: row === undefined ? '' : `（${row.name.zh}）`,
      meaningEn: row === undefined ? '' : ` (${row.name.en})`,
      ...remedyOf(row),
    };
  };
