import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type ContentKind, kindOfExtension, kindOfMime, mimeOf } from '../../src/readers/content/kind.ts';
import { writeCab } from '../support/archives/cab.ts';
import { seeded } from '../support/archives/scratch.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { writeZip } from '../support/archives/zip.ts';
import { contentOf, fixture } from '../support/content/fixture.ts';

const file = { name: 'a.txt', bytes: Buffer.from('hello') };
const large = {
  name: 'customXml/item1.xml',
  bytes: Buffer.from(Array.from({ length: 20_000 }, seeded(5).bind(null, 256))),
};
const latin = (content: string) => Buffer.from(content, 'latin1');
const dicom = (preamble: string) => latin(`${preamble.padEnd(128, '\0')}DICM\x02\0\0\0UL`);
const office = (...names: string[]) => writeZip(names.map((name) => ({ name, bytes: Buffer.from('<x/>') })));

describe('files of real tools', () => {
  test.each<[ContentKind, string]>([
    ['jpeg', 'baseline.jpg'],
    ['jpeg', 'thumbnail.jpg'],
    ['png', 'picture.png'],
    ['bmp', 'picture.bmp'],
    ['gif', 'picture.gif'],
    ['tiff', 'picture.tif'],
    ['webp', 'picture.webp'],
    ['mp4', 'film.mp4'],
    ['mov', 'film.mov'],
    ['avi', 'film.avi'],
    ['wmv', 'film.wmv'],
    ['mpeg', 'program.mpg'],
    ['mpeg', 'video.mpg'],
    ['mpegts', 'film.m2ts'],
    ['pdf', 'ghostscript.pdf'],
    ['pdf', 'linearized.pdf'],
  ])('%s: %s, in pieces of any size', async (kind, name) => {
    const bytes = fixture(name);
    for (const piece of [1, 7, 4_100, 65_536]) {
      expect(await contentOf(bytes, { piece })).toMatchObject({ kind, size: bytes.length });
    }
  });
});

describe('bytes', () => {
  test.each<[ContentKind, string, Uint8Array]>([
    ['empty', 'nothing', latin('')],
    ['unknown', 'one byte', latin('\0')],
    ['unknown', 'bytes of no sort', latin('\x01\x02\0\xff\xfe\0\x03')],
    ['zip', 'a zip', writeZip([file])],
    ['zip', 'a zip with nothing in it', writeZip([])],
    ['7z', 'a 7z', write7z([file])],
    ['cab', 'a cabinet', writeCab([file])],
    ['rar', 'a rar', latin('Rar!\x1a\x07\x01\0')],
    ['gzip', 'a gzip', gzipSync('x')],
    ['docx', 'a Word document', office('[Content_Types].xml', '_rels/.rels', 'word/document.xml')],
    ['xlsx', 'an Excel sheet', office('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml')],
    ['pptx', 'slides', office('[Content_Types].xml', 'ppt/presentation.xml')],
    ['docx', 'a Word document after a large part', writeZip([large, { ...file, name: 'word/document.xml' }])],
    ['zip', 'a zip with a Word document in it', office('a.docx', 'b.txt')],
    ['ole', 'an old Office document', latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'.padEnd(600, '\0'))],
    ['heic', 'a HEIC', latin('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
    ['dicom', 'DICOM', dicom('')],
    ['dicom', 'DICOM whose preamble is a TIFF', dicom('II*\0\x08\0\0\0')],
    [
      'bmp',
      'a bitmap of an old header',
      latin('BM\x1e\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x01\0\x01\0\x01\0\x18\0\0\0\0\0'),
    ],
    ['pdf', 'a PDF after 500 bytes', latin(`${'x\0'.repeat(250)}%PDF-1.7\n`)],
    ['pdf', 'a PDF after a blank page of HTML', latin('<html></html>\n%PDF-1.4\n')],
    ['unknown', 'a PDF after 1,100 bytes', latin(`${'x\0'.repeat(550)}%PDF-1.7\n`)],
    ['html', 'a page', latin(' <!DOCTYPE html><html>')],
    ['html', 'a page with a mark and a comment', Buffer.from('\uFEFF<!-- 預檢 -->\n<HTML lang="zh">')],
    ['html', 'XHTML', latin('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">')],
    ['xml', 'XML', latin('<?xml version="1.0" encoding="utf-8"?><Bundle/>')],
    ['xml', 'XML without its declaration', latin('<Bundle xmlns="http://hl7.org/fhir"/>')],
    ['json', 'an object', latin('\n{ "a": 1 }')],
    ['json', 'a list', latin('[1, 2]')],
    ['text', 'in brackets, but no JSON', latin('[note] see page 2')],
    ['text', 'that begins like a bitmap', latin('BMI: 23.5, height 170')],
    ['text', 'in UTF-8', Buffer.from('病歷摘要\r\n')],
    ['text', 'in Big5', latin('\xaf\x66\xbe\xfa\xba\x4b\xad\x6e\r\n')],
    ['text', 'in UTF-16', Buffer.from('\uFEFF病歷', 'utf16le')],
    ['text', 'of blanks', latin('   \r\n')],
    ['text', 'with a sign cut in two at the end of what is looked at', Buffer.from(`x${'病'.repeat(2_000)}`)],
  ])('%s: %s', async (kind, _, bytes) => {
    expect(await contentOf(bytes)).toMatchObject({ kind, size: bytes.length });
  });
});

describe('names', () => {
  test.each<[string, ContentKind | undefined]>([
    ['a.jpg', 'jpeg'],
    ['A.JPEG', 'jpeg'],
    ['王大明.病歷.Pdf', 'pdf'],
    ['a.mpg', 'mpeg'],
    ['a.mpeg', 'mpeg'],
    ['a.mp4', 'mp4'],
    ['a.jpg.pdf', 'pdf'],
    ['a.exe', undefined],
    ['pdf', undefined],
    ['a.pdf/b', undefined],
    ['a.', undefined],
    ['', undefined],
  ])('%s claims %s', (name, kind) => {
    expect(kindOfExtension(name)).toBe(kind);
  });

  test.each<[string, ContentKind | undefined]>([
    ['image/jpeg', 'jpeg'],
    ['image/jpg', 'jpeg'],
    ['IMAGE/JPEG; q=1', 'jpeg'],
    ['image/bmp', 'bmp'],
    ['video/mpeg', 'mpeg'],
    ['video/mpg', 'mpeg'],
    ['video/mp4', 'mp4'],
    ['application/pdf', 'pdf'],
    ['application/msword', 'ole'],
    ['image', undefined],
    ['', undefined],
  ])('%s claims %s', (type, kind) => {
    expect(kindOfMime(type)).toBe(kind);
  });

  test('the type of a kind claims this kind', () => {
    for (const kind of ['jpeg', 'bmp', 'mpeg', 'mp4', 'pdf', 'docx', 'ole', 'text'] as const) {
      expect(kindOfMime(mimeOf(kind) ?? '')).toBe(kind);
    }
    expect(mimeOf('jpeg')).toBe('image/jpeg');
    expect(mimeOf('mpeg')).toBe('video/mpeg');
    expect(mimeOf('empty')).toBeUndefined();
    expect(mimeOf('unknown')).toBeUndefined();
  });
});
