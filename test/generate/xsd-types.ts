import type { CodeTable } from '../../src/channels/channel.ts';
import type { XmlField, XmlFormat } from '../../src/readers/xml/format.ts';

/** Text in XML: in an element or in an attribute of double quotes. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const MONTH = '(0[1-9]|1[0-2])';
const DAY = '(0[1-9]|[12][0-9]|3[01])';
const MINUTE = '[0-5][0-9]';
const YEAR = '(0(0[1-9]|[1-9][0-9])|[1-9][0-9][0-9])';
const BEFORE = '-(0[1-9]|[1-9][0-9])';

/** An ROC date or time of any of these numbers of digits, as a regular expression of XSD. Days are 01 to 31 in any month. */
function rocPattern(digits: readonly number[], beforeRepublic: boolean): string {
  const year = beforeRepublic ? `(${YEAR}|${BEFORE})` : YEAR;
  const time = `([01][0-9]|2[0-3])${MINUTE}`;
  const shapes = new Map([
    [5, `${year}${MONTH}`],
    [7, `${year}${MONTH}${DAY}`],
    [11, `${year}${MONTH}${DAY}${time}`],
    [13, `${year}${MONTH}${DAY}${time}${MINUTE}`],
  ]);
  return digits.map((each) => shapes.get(each) ?? '').join('|');
}

/** Blanks of any width, as the reader takes them for nothing. */
const BLANK = '[\\s\\p{Z}]*';
const FILLED = '[\\s\\S]*[^\\s\\p{Z}][\\s\\S]*';

const NUMBER = '[0-9]+\\.?[0-9]*|\\.[0-9]+';

/** What its value looks like, as a regular expression of XSD; undefined where any text will do. @throws where there is no such form */
function shapeOf({ roc, beforeRepublic = false, form, type }: XmlField, { forms = {} }: XmlFormat): string | undefined {
  if (roc) return rocPattern(roc, beforeRepublic);
  if (form === undefined) return type === '9' ? NUMBER : undefined;
  const known = forms[form];
  if (!known) throw new Error(`the field table has no form "${form}"`);
  return known.pattern;
}

function enumeration([code, means]: [string, unknown]): string[] {
  if (typeof means !== 'string') return [`<xs:enumeration value="${escaped(code)}"/>`];
  return [
    `<xs:enumeration value="${escaped(code)}">`,
    `  <xs:annotation><xs:documentation xml:lang="zh-Hant">${escaped(means)}</xs:documentation></xs:annotation>`,
    '</xs:enumeration>',
  ];
}

/**
 * The facets of a field's type. An empty element is no value: of a 必填 field it is refused, of another it is let pass,
 * as the check only reminds of it.
 */
export function facets(field: XmlField, format: XmlFormat, codes: (table: string) => CodeTable): string[] {
  const must = field.need === 'must';
  if (field.codes) {
    const rows = Object.entries(codes(field.codes)).flatMap(enumeration);
    return must ? rows : ['<xs:enumeration value=""/>', ...rows];
  }
  const shape = shapeOf(field, format);
  const length = `<xs:${field.exact || field.full ? 'length' : 'maxLength'} value="${field.length}"/>`;
  const pattern = must ? (shape ?? FILLED) : shape && `${BLANK}|${shape}`;
  return [...(field.roc ? [] : [length]), ...(pattern ? [`<xs:pattern value="${escaped(pattern)}"/>`] : [])];
}
