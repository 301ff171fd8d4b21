import iconv from 'iconv-lite';

type Random = (below: number) => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T;

const PROLOGS = [
  '',
  '',
  '<?xml version="1.0" encoding="Big5"?>\r\n',
  '<?xml version="1.0" encoding="Big5"?>\r\n',
  "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n",
  '<?xml version="1.0"?><!-- 註 -->\n<?a b?> ',
  '<?xml encoding="Big5"?>',
  ' <?xml version="1.0"?>',
  '<!DOCTYPE patient>',
];

const VALUES = [
  '1',
  '12',
  '血液',
  '許功蓋',
  'a b',
  ' 1 ',
  '1.5',
  '1..',
  'abcd',
  '檢體外觀正常未見明顯溶血或脂血',
  ']',
  'a]]',
  '>',
  '"',
  "it's",
];
const ODD_VALUES = [
  '',
  ' ',
  '\u3000',
  'a\r\nb',
  'a\rb',
  '\n\n血\n液 ',
  '&lt;&amp;',
  '&#178;',
  '&#x41;',
  '&#0;',
  '&nbsp;',
  '&',
  'A&B',
  '<',
  ']]>',
  '許]]>',
  '<![CDATA[許<功>]]>',
  '<![CDATA[]]]]><![CDATA[>]]>',
  '<!-- 許 -->',
  '<!-- -- -->',
  '<?x 許?>',
  '<b>血</b>',
  '<b/>',
  '\u0001',
  '²',
  '😀',
  '\u0080',
  '\ufffe',
]; // prettier-ignore

const TAGS = ['h1', 'h2', 'h3', 'h4', 'r1', 'r4-1'];
const ODD_TAGS = [
  'H1',
  'h5',
  'rdata',
  'hdata',
  'RDATA',
  'patient',
  '許',
  'a:b',
  '1h',
  'h1 a="1"',
  'h1 a=\'許\' b = "" ',
  'h1 a="1" a="2"',
  'h1 a=1',
  'h1 a="&lt;&#65;"',
  'h1 a="&x;"',
  'h1 a="<"',
  'h1 ',
];
const GAPS = ['', '', '', '\r\n', '\r\n  ', '\n', '\t ', ' '];
const ODD_GAPS = [
  'x',
  '許',
  '&lt;',
  '<!-- c -->',
  '<?p?>',
  '<![CDATA[ ]]>',
  '<![CDATA[許]]>',
  '</h1>',
  '</patient>',
  '<',
  ']]>',
  '\u0000',
];

/** Text of a made-up file of the small format; a part of it is usual, a part is odd, as `odd` (of 1,000) says. */
export function randomXml(random: Random, odd: number): string {
  const isOdd = (): boolean => random(1000) < odd;
  const gap = (): string => pick(random, isOdd() ? ODD_GAPS : GAPS);
  const field = (usual: string): string => {
    const tag = isOdd() ? pick(random, random(2) ? TAGS : ODD_TAGS) : usual;
    if (isOdd() && random(4) === 0) return `<${tag}/>`;
    const value = pick(random, isOdd() ? ODD_VALUES : VALUES);
    const end = isOdd() && random(8) === 0 ? pick(random, TAGS) : tag.split(' ')[0];
    return `<${tag}>${value}</${end}${isOdd() ? ' ' : ''}>`;
  };
  const segment = (tag: string, fields: readonly string[], inner: () => string): string => {
    const parts = fields.flatMap((name) => (random(6) === 0 ? [] : [gap(), field(name)]));
    if (isOdd()) parts.splice(random(parts.length + 1), 0, inner());
    const own = isOdd() && random(4) === 0 ? tag.toUpperCase() : tag;
    return `${gap()}<${own}>${parts.join('')}${inner()}${gap()}</${own}>`;
  };
  const rdatas = (): string =>
    Array.from({ length: random(4) }, () => segment('rdata', ['r1', 'r4-1'], () => '')).join('');
  const hdatas = Array.from({ length: random(5) }, () => segment('hdata', ['h1', 'h2', 'h3', 'h4'], rdatas)).join('');
  const root = isOdd() && random(3) === 0 ? 'PATIENT' : 'patient';
  const prolog = isOdd() ? pick(random, PROLOGS) : PROLOGS[2];
  return `${prolog}<${root}>${hdatas}${gap()}</${root}>${isOdd() ? gap() : '\r\n'}`;
}

/** Text as bytes in an encoding, some of which may be changed, left out or cut off. */
export function randomBytes(random: Random, text: string, mutations: number): Buffer {
  const encoding = pick(random, ['cp950', 'cp950', 'cp950', 'utf-8', 'utf-16le', 'utf-16be', 'gbk']);
  let bytes = iconv.encode(text, encoding, { addBOM: random(3) === 0 });
  for (let i = 0; i < mutations; i++) {
    const at = random(bytes.length);
    const what = random(5);
    if (what === 0) bytes = bytes.subarray(0, at);
    else if (what === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(4))]);
    else if (what === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(random(bytes.length))]);
    else {
      bytes = Buffer.from(bytes);
      bytes[at] = what === 3 ? random(256) : pick(random, [0x3c, 0x3e, 0x26, 0x2f, 0x5d, 0xa4, 0xfe, 0x80, 0x22]);
    }
    if (bytes.length === 0) break;
  }
  return bytes;
}
