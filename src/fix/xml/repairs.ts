import type { XmlFormat, XmlSegmentFormat } from '../../readers/xml/format.ts';
import { FULL_WIDTH_TAGS, type TextEncoding, widened } from './full-width.ts';
import { padded } from './pad-date.ts';
import { type Element, retag } from './tree.ts';

/** The repairs of an XML, as rules name them. */
export const XML_FIXES = [
  'xml-big5',
  'xml-letter-case',
  'xml-drop-empty',
  'xml-tag-order',
  'xml-full-width',
  'xml-pad-date',
] as const;
export type XmlFix = (typeof XML_FIXES)[number];

/** A field or segment that changes. */
export interface XmlChange {
  readonly fix: XmlFix;
  /** Of the format. */
  readonly tag: string;
  /** As the reader counts: `/patient/hdata[3]/rdata[1]/r4`. */
  readonly xpath: string;
  /** Of a date. */
  readonly from?: string;
  readonly to?: string;
  /** Of `xml-full-width`: how many " became ”. */
  readonly quotes?: number;
}

/** What is repaired in every record, and what has to be known for it. */
export interface XmlRepairs {
  readonly fixes: ReadonlySet<XmlFix>;
  readonly format: XmlFormat;
  readonly encoding: TextEncoding;
  /** The last year of the Republic that a date may be of. */
  readonly lastYear: number;
  /** Whether this field has to be a number or a code, of this 醫令代碼 and 報告序號: then no sign of it is touched. */
  isCoded(order: string, number: string, tag: string): boolean;
}

/** Told of each change, and of each field that would need one that nobody can be sure of. */
export interface OnChange {
  changed(change: XmlChange): void;
  left(fix: XmlFix, tag: string): void;
}

/** NHI began in ROC 84: no other date than one of birth is before it. */
const FIRST_YEAR = 84;
const BIRTH: ReadonlySet<string> = new Set(['h10']);

const isBlank = (text: string): boolean => /^[ \t\r\n]*$/.test(text);

/** What a rdata has to be judged by. */
interface Of {
  readonly category: string;
  readonly order: string;
}

/** Repairs records of one file, one after the other. */
export function recordRepairs(want: XmlRepairs, { changed, left }: OnChange): (record: Element, index: number) => void {
  const { fixes, format, encoding } = want;
  const places = new Map(
    Object.entries(format.segments).map(([tag, { fields, segments }]) => [
      tag,
      new Map([...Object.keys(fields), ...segments].map((name, place) => [name, place] as const)),
    ]),
  );
  const lengths = new Map(
    Object.values(format.segments).flatMap(({ fields }) =>
      Object.entries(fields).map(([tag, { length }]) => [tag, length] as const),
    ),
  );
  const renames = fixes.has('xml-letter-case');

  /** The tag of the format that an element means within this segment, as the reader understands it. */
  const meant = (segment: string, { tag }: Element): string | undefined => {
    const known = places.get(segment);
    if (known?.has(tag)) return tag;
    const lower = tag.toLowerCase();
    return known?.has(lower) ? lower : undefined;
  };

  function toLowerCase(segment: Element, name: string, xpath: string): void {
    const twice = repeatedIn(segment, name);
    for (const child of segment.children) {
      const tag = meant(name, child);
      if (tag === undefined || tag === child.tag) continue;
      if (twice.has(tag) && !format.segments[tag]) left('xml-letter-case', tag);
      else {
        retag(child, tag);
        changed({ fix: 'xml-letter-case', tag, xpath: `${xpath}/${tag}` });
      }
    }
  }

  /** Fields that stand there more than once. */
  function repeatedIn(segment: Element, name: string): Set<string> {
    const met = new Set<string>();
    const twice = new Set<string>();
    for (const child of segment.children) {
      const tag = meant(name, child);
      if (tag === undefined) continue;
      if (met.has(tag)) twice.add(tag);
      met.add(tag);
    }
    return twice;
  }

  function dropEmpty(segment: Element, name: string, fields: XmlSegmentFormat['fields'], xpath: string): void {
    const isEmpty = ({ children, tail }: Element): boolean => children.length === 0 && isBlank(tail);
    if (!segment.children.some(isEmpty)) return;
    const twice = repeatedIn(segment, name);
    const kept: Element[] = [];
    let before = ''; // comments of what goes
    for (const child of segment.children) {
      const tag = meant(name, child);
      const isField = tag !== undefined && fields[tag] !== undefined && isEmpty(child);
      if (isField && !twice.has(tag)) {
        if (!isBlank(child.before)) before += child.before;
        changed({ fix: 'xml-drop-empty', tag, xpath: `${xpath}/${tag}` });
        continue;
      }
      if (isField) left('xml-drop-empty', tag);
      child.before = before + child.before;
      before = '';
      kept.push(child);
    }
    segment.children = kept;
    segment.tail = before + segment.tail;
  }

  function inOrder(segment: Element, name: string, xpath: string): void {
    const known = places.get(name);
    const { children } = segment;
    const order = children.map((child) => known?.get(meant(name, child) ?? '') ?? -1);
    const isOrderly = (): boolean => {
      let last = -1;
      for (const place of order) {
        if (place >= 0 && place < last) return false;
        last = Math.max(last, place);
      }
      return true;
    };
    if (isOrderly()) return;
    const isPlain = order.every((place) => place >= 0);
    const wordless = (text: string): boolean => isBlank(text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, ''));
    if (!isPlain || ![segment.tail, ...children.map(({ before }) => before)].every(wordless)) {
      left('xml-tag-order', name);
      return;
    }
    const sorted = children
      .map((child, i) => ({ child, place: order[i] ?? 0 }))
      .sort((a, b) => a.place - b.place)
      .map(({ child }) => child);
    const befores = children.map(({ before }) => before);
    if (befores.every(isBlank)) for (const [i, child] of sorted.entries()) child.before = befores[i] ?? '';
    segment.children = sorted;
    changed({ fix: 'xml-tag-order', tag: name, xpath });
  }

  function fieldText(field: Element, tag: string, xpath: string, isCode: boolean): void {
    const wide = widened(field.tail, encoding, lengths.get(tag) ?? 0);
    if (wide === null) return;
    if (wide === 'left' || isCode) left('xml-full-width', tag);
    else {
      field.tail = wide.text;
      changed({ fix: 'xml-full-width', tag, xpath: `${xpath}/${tag}`, quotes: wide.quotes });
    }
  }

  function fieldDate(field: Element, tag: string, roc: readonly number[], xpath: string): void {
    const value = field.tail;
    if (roc.includes(value.length) || !/^\d+$/.test(value)) return;
    const to = padded(value, roc, { first: BIRTH.has(tag) ? 1 : FIRST_YEAR, last: want.lastYear });
    if (to === null) left('xml-pad-date', tag);
    else {
      field.tail = to;
      changed({ fix: 'xml-pad-date', tag, xpath: `${xpath}/${tag}`, from: value, to });
    }
  }

  function values(segment: Element, name: string, fields: XmlSegmentFormat['fields'], xpath: string, of: Of): void {
    const number = plainValue(segment, 'r1');
    const isCode = (tag: string): boolean =>
      of.category === '4' ? tag === 'r3' || tag === 'r4' : want.isCoded(of.order, number, tag);
    for (const child of segment.children) {
      const tag = meant(name, child);
      const field = tag === undefined ? undefined : fields[tag];
      if (tag === undefined || !field || child.children.length > 0) continue;
      if (fixes.has('xml-full-width') && FULL_WIDTH_TAGS.has(tag)) fieldText(child, tag, xpath, isCode(tag));
      if (fixes.has('xml-pad-date') && field.roc) fieldDate(child, tag, field.roc, xpath);
    }
  }

  function repair(segment: Element, name: string, xpath: string, of: Of): void {
    const fields = format.segments[name]?.fields ?? {};
    if (renames) toLowerCase(segment, name, xpath);
    if (fixes.has('xml-drop-empty')) dropEmpty(segment, name, fields, xpath);
    if (fixes.has('xml-tag-order')) inOrder(segment, name, xpath);
    values(segment, name, fields, xpath, of);
    const met = new Map<string, number>();
    for (const child of segment.children) {
      const tag = meant(name, child);
      if (tag === undefined || !format.segments[tag]) continue;
      const index = (met.get(tag) ?? 0) + 1;
      met.set(tag, index);
      repair(child, tag, `${xpath}/${tag}[${index}]`, of);
    }
  }

  return (record, index) => {
    const { root, record: name } = format;
    const xpath = `/${root}/${name}[${index}]`;
    if (renames && record.tag !== name) {
      retag(record, name);
      changed({ fix: 'xml-letter-case', tag: name, xpath });
    }
    repair(record, name, xpath, { category: plainValue(record, 'h1'), order: plainValue(record, 'h15') });
  };
}

/** The plain value of a field; '' where it is not there. */
function plainValue({ children }: Element, tag: string): string {
  return children.find((child) => child.tag.toLowerCase() === tag)?.tail.trim() ?? '';
}
