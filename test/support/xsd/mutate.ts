import type { XmlField, XmlFormat } from '../../../src/readers/xml/format.ts';
import { type Element, segmentsOf } from './tree.ts';

/** A number from 0 up to, not including, what it is given. */
export type Random = (below: number) => number;

type Parent = Element & { content: Element[] };

/** What a mutation works with. */
interface Place {
  readonly root: Element;
  readonly parent: Parent;
  readonly child: Element;
  readonly at: number;
  readonly random: Random;
  readonly format: XmlFormat;
  readonly field: XmlField | undefined;
}

const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T;

const clone = (one: Element): Element => structuredClone(one);

const SIGNS = [
  'a',
  'Z',
  '7',
  '０',
  ' ',
  '.',
  '-',
  '血',
  '功',
  '\n',
  '&lt;',
  '&amp;',
  '&apos;',
  '"',
  '&#178;',
  '𠀀',
  '\u3000',
];

const DATES = [
  '1150230',
  '1150431',
  '1151301',
  '1150012',
  '1150100',
  '1150132',
  '0000101',
  '-000101',
  '-050101',
  '-5 0101',
  '115051',
  '11505',
  '00115',
  '11513',
  '1150511240000',
  '1150511236000',
  '1150511235960',
  '1150511000000',
  '115051100',
  '11505110000',
  '11505112359',
  '11505112460',
  '-0505110830',
  '-050511083000',
  '０1150511',
  '1150511 ',
  '2026-05-11',
  '115/05/11',
  '1000229',
  '1010229',
];

const BLANKS = ['', '', ' ', '  ', '\r\n', '\t', '\u3000', '&#32;', '<![CDATA[]]>', '<!-- -->'];

const UNKNOWN = ['h31', 'r6', 'r8-10', 'r4_1', 'h01', 'name', 'x', 'hdata2', '資料'];

const ATTRIBUTES = [
  ' a="1"',
  ' xmlns="urn:x"',
  ' xmlns:y="urn:y"',
  ' xml:lang="zh"',
  ' xml:space="preserve"',
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"',
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="daily.xsd"',
];

const BETWEEN = ['x', '，', '&#13;', '&#160;', '<!-- x -->', '<?x y?>', '<![CDATA[ ]]>', '\n\n'];

const allTags = (format: XmlFormat): string[] => [
  ...Object.values(format.segments).flatMap(({ fields }) => Object.keys(fields)),
  ...Object.keys(format.segments),
];

const setText = (child: Element, text: string): void => {
  if (typeof child.content === 'string') child.content = text;
};

/** Of its kinds of change, each with what it does. */
const KINDS: Readonly<Record<string, (place: Place) => void>> = {
  delete: ({ parent, at }) => void parent.content.splice(at, 1),
  duplicate: ({ parent, child, at }) => void parent.content.splice(at, 0, clone(child)),
  swap({ parent, at, random }) {
    const other = random(parent.content.length);
    const [a, b] = [parent.content[at], parent.content[other]];
    if (a && b) [parent.content[at], parent.content[other]] = [b, a];
  },
  move({ parent, at, random }) {
    const [taken] = parent.content.splice(at, 1);
    if (taken) parent.content.splice(random(parent.content.length + 1), 0, taken);
  },
  elsewhere({ root, parent, at, random }) {
    const [taken] = parent.content.splice(at, 1);
    const segments = [...segmentsOf(root)];
    const to = segments[random(segments.length)];
    if (taken && to) to.content.splice(random(to.content.length + 1), 0, taken);
  },
  'rename-known'({ child, random, format }) {
    child.tag = pick(random, allTags(format));
  },
  'rename-unknown'({ child, random }) {
    child.tag = pick(random, UNKNOWN);
  },
  'letter-case'({ child }) {
    child.tag = child.tag.toUpperCase();
  },
  insert({ parent, at, random, format }) {
    const tag = pick(random, allTags(format));
    parent.content.splice(at, 0, {
      tag,
      attributes: '',
      content: pick(random, ['', '1', 'A', '無', '1150511']),
      after: '',
    });
  },
  change({ child, random }) {
    if (typeof child.content !== 'string') return;
    const cut = random(child.content.length + 1);
    setText(child, child.content.slice(0, cut) + pick(random, SIGNS) + child.content.slice(cut + random(2)));
  },
  digit({ child, random }) {
    if (typeof child.content !== 'string') return;
    const cut = random(child.content.length + 1);
    setText(child, child.content.slice(0, cut) + String(random(10)) + child.content.slice(cut + 1));
  },
  shorten({ child, random }) {
    if (typeof child.content === 'string') setText(child, child.content.slice(random(3)));
  },
  lengthen({ child, random, field }) {
    const sign = pick(random, ['0', 'x', '血', '𠀀', ' ']);
    setText(child, sign.repeat((field?.length ?? 10) + random(3) - 1));
  },
  pad: ({ child, random }) => {
    if (typeof child.content === 'string')
      setText(child, pick(random, [` ${child.content}`, `${child.content} `, `\n${child.content}`]));
  },
  blank: ({ child, random }) => setText(child, pick(random, BLANKS)),
  'nothing-inside'({ child }) {
    child.content = '';
  },
  date: ({ child, random }) => setText(child, pick(random, DATES)),
  code: ({ child, random }) =>
    setText(
      child,
      pick(random, [
        '0',
        '1',
        '2',
        '4',
        '9',
        '00',
        '11',
        '50',
        '51',
        'AA',
        'aa',
        'ZZ',
        'U',
        'u',
        'Y',
        '1.5',
        '.',
        '1.',
        '.5',
      ]),
    ),
  special: ({ child, random }) =>
    setText(child, `a${pick(random, ['&lt;', '&gt;', '&amp;', '&apos;', '&quot;', "'", '"', '＜'])}1`),
  attribute({ child, random }) {
    child.attributes = pick(random, ATTRIBUTES);
  },
  nested({ child }) {
    child.content = [{ tag: 'b', attributes: '', content: 'x', after: '' }];
  },
  text({ child, random }) {
    child.after = pick(random, BETWEEN);
  },
  wrap({ child }) {
    if (typeof child.content === 'string') child.content = `<![CDATA[${child.content.replace(/&\w+;/g, '')}]]>`;
  },
  'all-of-a-tag'({ parent, child }) {
    parent.content = parent.content.filter(({ tag }) => tag !== child.tag);
  },
};

/** One change somewhere in the tree. @returns what it was: its kind and the tag, no value */
export function mutate(root: Element, format: XmlFormat, random: Random): string {
  const segments = [...segmentsOf(root)];
  if (segments.length === 0) return 'nothing';
  const parent = pick(random, segments);
  const at = random(parent.content.length);
  const child = random(40) === 0 ? root : parent.content[at];
  if (!child) return 'nothing';
  const kind = pick(random, Object.keys(KINDS));
  const tag = child.tag;
  const field = format.segments[parent.tag]?.fields[tag];
  KINDS[kind]?.({ root, parent, child, at, random, format, field });
  return `${kind} ${tag}`;
}
