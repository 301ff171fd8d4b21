import type { Table } from './table.ts';

/** The predicates that read numbers, codes, names and text. */
export const CODES_AND_NAMES: Record<string, Table> = {
  bodySites: {
    wrongOptions: [false, 'ct', {}],
    rows: [
      {
        options: true,
        good: ['H', 'NJ', 'FM', 'HAFUNJKGCIPEQMVSTO', 'B', 'BD', 'HH', 'N J', 'ST'],
        bad: ['', ' ', 'X', 'h', 'Hh', 'FML', 'L', '11', 'N,J', 'Ｈ', '頭', 'HAFUNJKGCIPEQMVSTOB', 'N\tJ', 'H\n'],
      },
    ],
  },
  toothCodes: {
    wrongOptions: [false, 'fdi', {}],
    rows: [
      {
        options: true,
        good: [
          ...['FM', 'UB', 'LB', 'UR', 'UL', 'UA', 'LR', 'LL', 'LA', '99'],
          ...['11', '18', '19', '28', '38', '49', '51', '65', '75', '85'],
          ...['1121', '1111', 'FM99', '111213141516171821'],
        ],
        bad: [
          ...['', '1', '111', '10', '50', '56', '86', '91', '00', '98', 'fm', 'FX', 'F', 'M', 'NJ', 'H'],
          ...['11 12', '11,12', ' 11', '１１', '1112131415161718212', '11121314151617182122', '11\n', '牙牙'],
        ],
      },
    ],
  },
  twId: {
    wrongOptions: [false, 'national', { kinds: [] }, { kinds: ['foreign'] }, { checkDigit: 1 }, { kind: ['national'] }],
    rows: [
      {
        options: true,
        // A800000014, AA00000009, AC01234567: test values of two public validators, written independently of this one.
        good: ['A123456789', 'A800000014', 'AA00000009', 'AC01234567'],
        bad: [
          '',
          'A123456788',
          'F123456789', // NHI's example doctor
          'A800000015',
          'AC01234568',
          'a123456789',
          'Ac01234567',
          'A12345678',
          'A1234567890',
          'A323456789',
          'AE01234567',
          'AX01234567',
          '1123456789',
          'Ａ123456789',
          'A12345678９',
          'A123456789 ',
          'A123456789\n',
          'A12345678X',
          '&123456789',
        ],
      },
      { options: { kinds: ['national'] }, good: ['A123456789'], bad: ['A800000014', 'AA00000009', 'A123456788'] },
      { options: { kinds: ['resident'] }, good: ['A800000014', 'AA00000009'], bad: ['A123456789', 'A800000015'] },
      {
        options: { checkDigit: false },
        good: ['F123456789', 'A800000015', 'AC01234568', 'AD00000000'],
        bad: ['A323456789', 'AE01234567', 'a123456789', 'A12345678', ''],
      },
      {
        options: { kinds: ['national'], checkDigit: false },
        good: ['F123456789', 'Z298765432'],
        bad: ['A800000014', 'AC01234567'],
      },
    ],
  },
  institutionCode: {
    wrongOptions: [false, {}, 10],
    rows: [
      {
        options: true,
        good: ['3501200000', '350102A009', '327200000I', '0000000000'],
        bad: [
          '',
          '350120000',
          '35012000000',
          '350102a009',
          '３５０１２０００００',
          '350120000 ',
          '350-120000',
          '3501200000\n',
        ],
      },
    ],
  },
  fileName: {
    wrongOptions: [true, false, {}, { kind: 'zip' }, { kind: 'prior-auth', strict: true }],
    rows: [
      {
        options: { kind: 'prior-auth' },
        good: [
          'FHR3501200000_2026051200000001.JSON',
          'FHR3501200000_2026051200000001.json',
          'ATT3501200000_2026051200000001.CAB',
          'ATT350102A009_2026051200000001.7z',
          'DCF3501200000_2026051200000001.7Z',
          'DCF327200000I_2026051200000001.Cab',
        ],
        bad: [
          '',
          'FHR3501200000_2026051200000001.7z',
          'FHR3501200000_2026051200000001.CAB',
          'ATT3501200000_2026051200000001.JSON',
          'DCF3501200000_2026051200000001.zip',
          'fhr3501200000_2026051200000001.JSON',
          'XYZ3501200000_2026051200000001.JSON',
          'FHR350102a009_2026051200000001.JSON',
          'FHR350120000_2026051200000001.JSON',
          'FHR3501200000-2026051200000001.JSON',
          'FHR3501200000_202605120000001.JSON',
          'FHR3501200000_20260512000000001.JSON',
          'FHR3501200000_20260512A0000001.JSON',
          'FHR3501200000_2026051200000001JSON',
          'FHR3501200000_2026051200000001.',
          'FHR3501200000_2026051200000001.JSON.JSON',
          'FHR3501200000_2026051200000001.JſON', // long s, which Unicode case folding makes an s
          'FHR3501200000_2026051200000001.JSON ',
          'FHR3501200000_2026051200000001.JSON\n',
          'x/FHR3501200000_2026051200000001.JSON',
          'FHR3501200000_２０２６０５１２００００００01.JSON',
          '3501200000_1150512_001.zip',
        ],
      },
      {
        options: { kind: 'prior-auth-zip' },
        good: ['3501200000_1150512_001.zip', '350102A009_1150512_999.ZIP', '3501200000_1130229_000.Zip'],
        bad: [
          '',
          '3501200000_20260512_001.zip', // Western
          '3501200000_1150229_001.zip',
          '3501200000_1151301_001.zip',
          '3501200000_-051231_001.zip',
          '3501200000_0000512_001.zip',
          '3501200000_1150512_01.zip',
          '3501200000_1150512_0001.zip',
          '3501200000_1150512_001.7z',
          '3501200000_1150512_001.rar',
          '3501200000_1150512_001',
          '350102a009_1150512_001.zip',
          '350120000_1150512_001.zip',
          '3501200000-1150512-001.zip',
          'D:\\3501200000_1150512_001.zip',
          '3501200000_1150512_001.zip\n',
        ],
      },
    ],
  },
  uuidUrn: {
    wrongOptions: [false, {}, 4],
    rows: [
      {
        options: true,
        good: ['urn:uuid:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', 'urn:uuid:00000000-0000-0000-0000-000000000000'],
        bad: [
          '',
          'urn:uuid:0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9',
          'URN:UUID:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
          '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
          'urn:uuid:{0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9}',
          'urn:uuid:0a1b2c3d4e5f60718293a4b5c6d7e8f9',
          'urn:uuid:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f',
          'urn:uuid:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f99',
          'urn:uuid:0a1b2c3g-4e5f-6071-8293-a4b5c6d7e8f9',
          'urn:oid:1.2.3',
          'https://example.org/Patient/1',
          'urn:uuid:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\n',
          ' urn:uuid:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
        ],
      },
    ],
  },
  inTable: {
    wrongOptions: [true, false, '', { table: 'visit-kind' }, ['visit-kind']],
    rows: [
      {
        options: 'visit-kind',
        good: ['01', 'AA', '頭'],
        bad: ['', '1', '02', 'aa', 'ＡＡ', ' AA', 'AA ', '__proto__', 'constructor'],
      },
    ],
  },
  wellFormed: {
    wrongOptions: [false, {}, 'utf-8'],
    rows: [
      {
        options: true,
        good: ['', 'abc', '健保署', 'a\tb\r\nc', '𠀀😀', '\ufffd', '\u00a0', '\u200b', '\u2028', '~'],
        bad: [
          '\ud800',
          '\udc00',
          'a\ud83d',
          '\ude00\ud83d',
          '\0',
          'a\x08',
          '\x0b',
          '\x0c',
          '\x1b[31m',
          '\x7f',
          '\x85',
          '\x9f',
        ],
      },
    ],
  },
};
