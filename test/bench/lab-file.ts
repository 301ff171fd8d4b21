import { closeSync, openSync, writeSync } from 'node:fs';
import iconv from 'iconv-lite';

type Fields = readonly (readonly [tag: string, text: string])[];

const REPORT = '胸部電腦斷層檢查：兩側肺野清晰，未見明顯結節或浸潤，縱膈腔淋巴結未腫大，心臟大小正常，主動脈無剝離。';
const ORDERS = [
  ['09002C', '血中尿素氮', 'mg/dL', '7', '20'],
  ['09021C', '鈉', 'mmol/L', '136', '145'],
  ['09022C', '鉀', 'mmol/L', '3.5', '5.1'],
  ['09023C', '氯', 'mmol/L', '98', '107'],
] as const;

const element = ([tag, text]: Fields[number]): string => `<${tag}>${text}</${tag}>\r\n`;
const segment = (tag: string, fields: Fields, inner = ''): string =>
  `<${tag}>\r\n${fields.map(element).join('')}${inner}</${tag}>\r\n`;

/** One of 500 is wrong: its sampling time has a thirteenth month. */
const WRONG = 500;

function basics(n: number, h1: '1' | '2', h15: string): Fields {
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const time = `${two(8 + (n % 9))}${two(n % 60)}`;
  return [
    ['h1', h1],
    ['h2', '3501200000'],
    ['h3', '12'],
    ['h4', '11505'],
    ['h5', `1150511${time}${two((n * 7) % 60)}`],
    ['h6', '01'],
    ['h7', `${1 + (n % 9_999)}`.padStart(4, '0')],
    ['h8', '1'],
    ['h9', 'A123456789'],
    ['h10', `0${40 + (n % 50)}0808`],
    ['h11', '1150511'],
    ...(h1 === '2' ? ([['h12', '1150511']] as const) : []),
    ['h15', h15],
    ['h16', '1150512101500'],
    ['h17', 'B123456780'],
    ['h18', 'B123456780'],
    ['h19', `1150511${time}`],
    ['h20', n % WRONG === WRONG - 1 ? `1151311${time}` : `1150511${time}`],
    ['h21', `1150511${time}`],
    ...(h1 === '1' ? ([['h22', '血液/靜脈採血']] as const) : [['h25', 'C'] as const]),
    ['h26', '0'],
    ['h28', `12345678901234${two(n % 100)}${two(n % 60)}00`],
  ];
}

function lab(n: number): string {
  const [order, name, unit, low, high] = ORDERS[n % ORDERS.length] ?? ORDERS[0];
  const results = Array.from({ length: 4 + (n % 2) }, (_, i): string =>
    segment('rdata', [
      ['r1', `${i + 1}`],
      ['r2', name],
      ['r3', '離子選擇電極法（自動生化分析儀）'],
      ['r4', `${(n % 90) + i}.${i}`],
      ['r5', unit],
      ['r6-1', low],
      ['r6-2', high],
      ['r9', 'B123456780'],
      ['r10', '11505111830'],
      ['r11', '檢體外觀正常，未見溶血'],
      ['r12', n % 3 === 0 ? '1' : '0'],
    ]),
  );
  return segment('hdata', basics(n, '1', order), results.join(''));
}

const image = (n: number): string =>
  segment(
    'hdata',
    basics(n, '2', '33070B'),
    segment('rdata', [
      ['r1', '1'],
      ['r7', REPORT.repeat(8)],
      ['r10', '11505111830'],
    ]),
  );

/**
 * Writes a file of results as a hospital sends it: Big5, four of five laboratory results, else reports of CT; about 1,700
 * bytes each. All belong to the upload of 2026-05-12.
 * @param size bytes, at least
 * @returns how many hdata it has
 */
export function writeResults(path: string, size: number): number {
  const file = openSync(path, 'w');
  let written = writeSync(file, '<?xml version="1.0" encoding="Big5"?>\r\n<patient>\r\n');
  let count = 0;
  while (written < size) {
    const some = Array.from({ length: 500 }, () => (count % 5 === 4 ? image(count++) : lab(count++)));
    written += writeSync(file, iconv.encode(some.join(''), 'cp950'));
  }
  writeSync(file, '</patient>\r\n');
  closeSync(file);
  return count;
}
