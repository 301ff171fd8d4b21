import { describe, expect, test } from 'vitest';
import { encryptionAlone } from '../../src/readers/content/pdf-encryption.ts';
import { writtenDict } from '../../src/readers/content/pdf-syntax.ts';
import { fixture, pdfOf } from '../support/content/fixture.ts';

const MEGABYTE = 2 ** 20;
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const timeout = 60_000;

/** An object that is a stream of so many bytes. */
const large = (bytes: number, number = 900): Buffer =>
  Buffer.concat([
    latin1(`${number} 0 obj\n<</Length ${bytes}>>\nstream\n`),
    Buffer.alloc(bytes, 0x55),
    latin1('\nendstream\nendobj\n'),
  ]);

/** The fixture with a large object at its start: what it says of its encryption stands at the end. */
function late(name: string, bytes: number): Buffer {
  const old = fixture(name);
  const header = old.indexOf('\n') + 1;
  return Buffer.concat([old.subarray(0, header), large(bytes), old.subarray(header)]);
}

/** The fixture with a newer version of a large object: the encryption dictionary stands at the start. */
function early(name: string, bytes: number): Buffer {
  const old = fixture(name);
  const trailer = /(?:trailer|\/Type \/XRef).*(\/ID *\[[^\]]*\]) *(\/Encrypt \d+ 0 R)/s.exec(old.toString('latin1'));
  if (!trailer) throw new Error(`${name} is not encrypted`);
  const end = `trailer\n<</Root 1 0 R/Size 901 ${trailer[1]}${trailer[2]}>>\nstartxref\n${old.length}\n%%EOF\n`;
  return Buffer.concat([old, large(bytes), latin1(end)]);
}

describe('large files', () => {
  test.each<[string, string, number]>([
    ['owner-rc4-128.pdf', 'opens', 30],
    ['owner-aes-256-object-streams.pdf', 'opens', 30],
    ['owner-aes-128.pdf', 'opens', 70],
    ['user-aes-128.pdf', 'password', 70],
  ])('%s: %s, with %d MB', { timeout }, async (name, encrypted, megabytes) => {
    for (const grown of [late, early]) {
      const bytes = grown(name, megabytes * 1e6);
      expect(await pdfOf(bytes)).toMatchObject({ size: bytes.length, cut: false, encrypted });
    }
  });

  test('one with fields is asked for them as a whole, and tells at least whether it opens', { timeout }, async () => {
    const bytes = late('owner-rc4-128.pdf', 1e5);
    expect(await pdfOf(bytes, { form: true })).toMatchObject({ encrypted: 'opens', form: 'fillable' });
    expect(await pdfOf(bytes, { form: true, wholeBytes: 1e5 })).toMatchObject({ encrypted: 'opens', form: 'unknown' });
  });

  test('an encryption dictionary in what is not kept is not known', async () => {
    const bytes = Buffer.concat([latin1('%PDF-1.7\n'), large(2 * MEGABYTE, 800), early('owner-rc4-128.pdf', 2e6)]);
    expect(await pdfOf(bytes, { wholeBytes: MEGABYTE })).toMatchObject({ cut: false, encrypted: 'unknown' });
    expect(await pdfOf(bytes)).toMatchObject({ encrypted: 'opens' });
  });
});

describe('the small PDF', () => {
  const alone = (bytes: Buffer): string | null => {
    const small = encryptionAlone({ first: bytes, last: bytes, all: null });
    return small === null ? null : Buffer.from(small).toString('latin1');
  };

  test('is whole and small, with a table that is right', async () => {
    for (const name of ['owner-rc4-128.pdf', 'user-aes-256-object-streams.pdf', 'owner-ghostscript.pdf']) {
      const small = alone(late(name, 1e5)) ?? '';
      expect(small.length).toBeLessThan(2_000);
      const table = Number(/startxref\n(\d+)/.exec(small)?.[1]);
      expect(small.slice(table, table + 5)).toBe('xref\n');
      const first = Number(/\n(\d+) 3\n/.exec(small)?.[1]);
      const offsets = [...small.matchAll(/(\d{10}) 00000 n /g)].map((entry) => Number(entry[1]));
      expect(offsets.length).toBe(3);
      for (const [n, at] of offsets.entries()) expect(small.slice(at)).toMatch(new RegExp(`^${first + n} 0 obj\n`));
    }
  });

  test('of a dictionary in the trailer itself', async () => {
    const old = fixture('user-rc4-128.pdf').toString('latin1');
    const dict = /4 0 obj\n(<<.*?>>)\nendobj/s.exec(old)?.[1] ?? '';
    const direct = latin1(old.replace('/Encrypt 4 0 R', () => `/Encrypt ${dict}`));
    expect(alone(direct)).toContain(`/Encrypt ${dict}`);
    expect(await pdfOf(direct)).toMatchObject({ encrypted: 'password' });
  });

  test('of the newest object of the number, not of one whose number ends alike', () => {
    const pdf = (objects: string): Buffer => latin1(`%PDF-1.7\n${objects}trailer\n<</Encrypt 5 0 R/ID[<00><00>]>>\n`);
    const object = (number: number, word: string): string => `${number} 0 obj\n<</Filter/${word}>>\nendobj\n`;
    expect(alone(pdf(object(5, 'Old') + object(5, 'New') + object(15, 'Other')))).toContain(
      '5 0 obj\n\n<</Filter/New>>',
    );
    expect(alone(pdf(object(15, 'Other')))).toBeNull();
    expect(alone(pdf('5 0 obj\n<</Filter/Cut'))).toBeNull();
    expect(alone(pdf('5 0 obj\n(no dictionary)\nendobj\n'))).toBeNull();
  });

  test.each([
    '',
    'trailer',
    'trailer\n<</Encrypt',
    'trailer<</Encrypt 5 0 R>>',
    '/Type/XRef/Encrypt 5 0 R',
    '/XRef'.repeat(5_000),
  ])('there is none: %.40s', (text) => {
    expect(alone(latin1(text))).toBeNull();
  });

  test('a PDF attached to another does not speak for it', async () => {
    const inner = fixture('user-rc4-128.pdf');
    const plain = fixture('plain.pdf');
    const header = plain.indexOf('\n') + 1;
    const stream = [latin1(`900 0 obj\n<</Length ${inner.length}>>\nstream\n`), inner, latin1('\nendstream\nendobj\n')];
    const bytes = Buffer.concat([plain.subarray(0, header), ...stream, plain.subarray(header)]);
    expect(await pdfOf(bytes)).toMatchObject({ cut: false, encrypted: 'no' });
  });
});

describe('a dictionary as it is written', () => {
  const entries = (text: string): object | null => {
    const dict = writtenDict(text, 0);
    return dict && { ...Object.fromEntries(dict.entries), end: text.slice(dict.end) };
  };

  test.each<[string, object | null]>([
    ['<</A/B/C 1>>x', { A: '/B', C: '1', end: 'x' }],
    [' % a comment >>\n<< /A 5 0 R /B[1 0 R<</C(>>)>>]>>', { A: '5 0 R', B: '[1 0 R<</C(>>)>>]', end: '' }],
    ['<</O(a\\)>>(b\\()c)/U<0a 0B>/P -4>>', { O: '(a\\)>>(b\\()c)', U: '<0a 0B>', P: '-4', end: '' }],
    ['<</O(\0\xff\\\\)/V 1>>', { O: '(\0\xff\\\\)', V: '1', end: '' }],
    ['<</A<</B<</C[[]]>>>>>>', { A: '<</B<</C[[]]>>>>', end: '' }],
    ['<<>>', { end: '' }],
    ['<</A 1', null],
    ['<</A(1>>', null],
    ['<</A>>', null],
    ['<</A]>>', null],
    ['<<1 2>>', null],
    ['[/A 1]', null],
    ['', null],
  ])('%j', (text, said) => {
    expect(entries(text)).toEqual(said);
  });

  test('takes no longer for what is made to take long', () => {
    for (const text of [
      '<</A '.repeat(20_000),
      `<</A ${'1 '.repeat(50_000)}`,
      `<</A ${'('.repeat(90_000)}`,
      `<<${'%'.repeat(90_000)}`,
      `<</A ${'1'.repeat(90_000)}`,
    ]) {
      const start = performance.now();
      expect(writtenDict(text, 0)).toBeNull();
      expect(performance.now() - start).toBeLessThan(1_000);
    }
  });
});
