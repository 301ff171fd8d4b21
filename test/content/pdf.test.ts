import { type PDFContext, type PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { contentOf, fixture, pdfOf } from '../support/content/fixture.ts';

const form = { form: true };

/** A document of one page, made by the library. */
async function made(
  change: (document: PDFDocument) => void = () => {},
  options: { useObjectStreams?: boolean } = {},
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([100, 100]);
  change(document);
  return await document.save(options);
}
function withField(document: PDFDocument): void {
  document.getForm().createTextField('das28.score').addToPage(document.getPage(0), { x: 10, y: 10 });
}
const withAcroForm = (form: (context: PDFContext) => PDFDict) => (document: PDFDocument) => {
  document.catalog.set(PDFName.of('AcroForm'), form(document.context));
};

describe('encryption', () => {
  test.each<[string, string]>([
    ['plain.pdf', 'no'],
    ['ghostscript.pdf', 'no'],
    ['linearized.pdf', 'no'],
    ['fillable-object-streams.pdf', 'no'],
    ['owner-rc4-40.pdf', 'opens'],
    ['owner-rc4-128.pdf', 'opens'],
    ['owner-aes-128.pdf', 'opens'],
    ['owner-aes-256-object-streams.pdf', 'opens'],
    ['owner-ghostscript.pdf', 'opens'],
    ['user-rc4-40.pdf', 'password'],
    ['user-rc4-128.pdf', 'password'],
    ['user-aes-128.pdf', 'password'],
    ['user-aes-256.pdf', 'password'],
    ['user-aes-256-r5.pdf', 'password'],
    ['user-aes-256-object-streams.pdf', 'password'],
    ['user-ghostscript.pdf', 'password'],
  ])('%s: %s', async (name, encrypted) => {
    const bytes = fixture(name);
    expect(await pdfOf(bytes)).toEqual({ kind: 'pdf', size: bytes.length, cut: false, encrypted, form: 'unknown' });
  });

  test('only the word, in a text of a document, is no encryption', async () => {
    const bytes = await made((document) => document.setTitle('about /Encrypt 5 0 R'), { useObjectStreams: false });
    const stated = Buffer.concat([Buffer.from('%PDF-1.7\n% /Encrypt\n'), bytes.subarray(9)]);
    expect(await pdfOf(stated)).toMatchObject({ encrypted: 'no' });
  });

  test('by certificate it does not open either', async () => {
    const bytes = Buffer.from(
      fixture('owner-rc4-128.pdf').toString('latin1').replace('/Standard', '/Adobe.PK'),
      'latin1',
    );
    expect(await pdfOf(bytes)).toMatchObject({ encrypted: 'password' });
  });

  test('one too large to be kept: by its ends alone', async () => {
    for (const [name, encrypted] of [
      ['user-aes-256.pdf', 'password'],
      ['owner-rc4-40.pdf', 'opens'],
      ['plain.pdf', 'no'],
    ] as const) {
      expect(await pdfOf(fixture(name), { form: true, wholeBytes: 300 })).toMatchObject({
        cut: false,
        encrypted,
        form: 'unknown',
      });
    }
  });

  test('what it says of its encryption is lost', async () => {
    const lost = fixture('plain.pdf').toString('latin1').replace('/Root', '/ID[<00><00>]/Encrypt 77 0 R/Root');
    for (const wanted of [{}, form]) {
      expect(await pdfOf(Buffer.from(lost, 'latin1'), wanted)).toMatchObject({ cut: false, encrypted: 'unknown' });
    }
  });
});

describe('forms', () => {
  test.each<[string, string]>([
    ['fillable-object-streams.pdf', 'fillable'],
    ['linearized.pdf', 'fillable'],
    ['owner-rc4-40.pdf', 'fillable'],
    ['owner-aes-256-object-streams.pdf', 'fillable'],
    ['flattened-by-qpdf.pdf', 'flat'],
    ['plain.pdf', 'flat'],
    ['ghostscript.pdf', 'flat'],
    ['owner-ghostscript.pdf', 'flat'],
    ['user-aes-256.pdf', 'unknown'],
  ])('%s is %s', async (name, says) => {
    expect((await pdfOf(fixture(name), form)).form).toBe(says);
  });

  test.each<[string, string, (document: PDFDocument) => void]>([
    ['fillable', 'a field', withField],
    [
      'flat',
      'a field made part of the page',
      (document) => {
        withField(document);
        document.getForm().flatten();
      },
    ],
    ['flat', 'a form with no field', withAcroForm((context) => context.obj({ Fields: [] }))],
    ['flat', 'a form with no list of fields', withAcroForm((context) => context.obj({ NeedAppearances: true }))],
    ['flat', 'only a signature', withAcroForm((context) => context.obj({ Fields: [{ FT: 'Sig', T: 's' }] }))],
    [
      'fillable',
      'a field below another',
      withAcroForm((context) => context.obj({ Fields: [{ Kids: [{ FT: 'Ch' }] }] })),
    ],
    ['fillable', 'XFA', withAcroForm((context) => context.obj({ Fields: [], XFA: 'x' }))],
    ['unknown', 'fields that are lost', withAcroForm((context) => context.obj({ Fields: [context.nextRef()] }))],
    [
      'flat',
      'fields that lead back to themselves',
      withAcroForm((context) => {
        const kids = context.obj([]);
        kids.push(context.obj({ Kids: context.register(kids) }));
        return context.obj({ Fields: kids });
      }),
    ],
  ])('%s: %s', async (says, _, change) => {
    for (const useObjectStreams of [true, false]) {
      expect((await pdfOf(await made(change, { useObjectStreams }), form)).form).toBe(says);
    }
  });

  test('is not looked for unless asked', async () => {
    expect(await pdfOf(fixture('linearized.pdf'), { form: false })).toMatchObject({ form: 'unknown' });
  });
});

describe('the end', () => {
  const names = ['plain.pdf', 'linearized.pdf', 'ghostscript.pdf', 'owner-aes-256-object-streams.pdf'];

  test.each(names)('%s cut anywhere is cut', async (name) => {
    const bytes = fixture(name);
    const last = bytes.lastIndexOf('startxref') + 'startxref'.length + 2;
    for (let size = 12; size < last; size += 11) {
      expect([size, (await pdfOf(bytes.subarray(0, size), { wholeBytes: 0 })).cut]).toEqual([size, true]);
    }
    expect(await pdfOf(bytes.subarray(0, last), { wholeBytes: 0 })).toMatchObject({ cut: true });
  });

  test.each(names)('%s with rubbish at either end is whole', async (name) => {
    const bytes = fixture(name);
    const html = Buffer.from('\r\n\r\n<html>trailer %PDF- obj</html>'.repeat(1_000));
    for (const rubbish of [Buffer.alloc(4_000), Buffer.alloc(900_000), html, Buffer.alloc(32_768, 0xff)]) {
      expect(await pdfOf(Buffer.concat([bytes, rubbish]))).toMatchObject({ cut: false });
    }
    expect(await pdfOf(Buffer.concat([Buffer.alloc(500, 0), bytes]))).toMatchObject({ kind: 'pdf', cut: false });
  });

  test.each<[string, string]>([
    ['a comment before the mark', 'startxref\n$1\n% made by a scanner\n%%EOF\n'],
    ['the mark on the line of the number', 'startxref $1%%EOF'],
    ['a number beyond the end', 'startxref\n99999\n%%EOF\n'],
    ['a negative number', 'startxref\n-5\n%%EOF\n'],
    ['no mark, but a number that leads to the table', 'startxref\n$1\n'],
    ['half a mark', 'startxref\n$1\n%%E'],
  ])('%s is whole', async (_, end) => {
    const old = fixture('plain.pdf').toString('latin1');
    const changed = old.replace(/startxref\s+(\d+)\s+%%EOF\s*$/, end);
    expect(changed).not.toBe(old);
    expect(await pdfOf(Buffer.from(changed, 'latin1'))).toMatchObject({ cut: false });
  });

  test('without the mark, a number that leads nowhere, or is not whole, is cut', async () => {
    const old = fixture('plain.pdf').toString('latin1');
    for (const end of ['startxref\n9999\n', 'startxref\n12\n', 'startxref\n9', 'startxref\n', 'startx']) {
      const changed = old.replace(/startxref\s+\d+\s+%%EOF\s*$/, end);
      expect([end, (await pdfOf(Buffer.from(changed, 'latin1'))).cut]).toEqual([end, true]);
    }
  });

  test('a newer version that is not all there', async () => {
    const old = fixture('plain.pdf');
    const newer = `\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 1\ntrailer\n<<>>\nstartxref\n${old.length + 1}\n%%EOF\n`;
    expect(await pdfOf(Buffer.concat([old, Buffer.from(newer)]))).toMatchObject({ cut: false });
    for (const size of [12, 40, 60, newer.length - 7]) {
      const part = Buffer.from(newer.slice(0, size));
      expect([size, (await pdfOf(Buffer.concat([old, part]))).cut]).toEqual([size, true]);
    }
  });

  test.each(['%PDF-1.4\n%%EOF', '%PDF-1.4', '%PDF-1.4\nstartxref\n9999\n%%EOF'])('a stub is cut: %j', async (stub) => {
    expect(await pdfOf(Buffer.from(stub), form)).toMatchObject({ kind: 'pdf', cut: true, form: 'unknown' });
  });

  test('in pieces of one byte', async () => {
    for (const name of names) {
      const bytes = fixture(name);
      expect(await contentOf(bytes, { piece: 1, form: true })).toEqual(await contentOf(bytes, form));
    }
  });
});
