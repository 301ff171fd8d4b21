import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { labelsOf, shownTag, shownXPath } from '../../../src/channels/lab-result/field-labels.ts';
import type { FieldData } from '../../../src/channels/lab-result/field-record-type.ts';
import { fieldReading } from '../../../src/channels/lab-result/field-records.ts';
import type { XmlFault } from '../../../src/readers/xml/types.ts';
import { ownLibrary } from '../../../src/rules.ts';
import { labChecked, labSources } from '../../support/corpus/lab-result/checked.ts';

const { formats, codes } = await ownLibrary();
const format = formats.get('lab-result');
if (!format) throw new Error('no format');
const labels = labelsOf(format);
const fields = fieldReading('A.xml', { format: () => format, codes: (name) => codes.get(name) ?? {} });

const fault = (kind: XmlFault['kind'], tag: string, rest: Partial<XmlFault> = {}): XmlFault => ({
  kind,
  tag,
  xpath: '/patient/hdata[1]',
  line: 3,
  column: 3,
  ...rest,
});
const UNIT = { id: 'hdata-1', kind: 'hdata', number: 0, locations: [{ file: 'A.xml' }] };
const told = (...faults: XmlFault[]): FieldData[] => fields(faults, UNIT).map(({ data }) => data as FieldData);

describe('names of tags', () => {
  it('come with their Chinese names', () => {
    expect(labels.of('h20')).toEqual({
      zh: 'h20 採檢/實際檢查/手術日期時間',
      en: 'h20 Time of sampling, examination or surgery (採檢/實際檢查/手術日期時間)',
    });
    expect(labels.of('rdata')?.zh).toBe('rdata 報告資料段');
    expect(labels.of('x')).toBeUndefined();
  });

  it.each([
    ['r4_1', 'r4-1'],
    ['r6.2', 'r6-2'],
    ['h01', 'h1'],
    ['Ｈ１', 'h1'],
    ['R08-2', 'r8-2'],
    ['h31', undefined],
    ['r41', undefined],
    ['name', undefined],
  ])('%s is meant as %s', (tag, meant) => {
    expect(labels.meant(tag)).toBe(meant);
  });

  it('are starred in a path where they are not shown', () => {
    expect(shownXPath('/patient/hdata[3]/A123456789/王小明[2]/r4')).toBe('/patient/hdata[3]/*/*/r4');
    expect(shownXPath('/')).toBe('/');
  });

  it('are not shown where they could carry an id or a name', () => {
    for (const tag of ['A123456789', '王小明', 'x'.repeat(21), 'a b', '1a']) expect(shownTag(tag)).toBeUndefined();
    for (const tag of ['h31', 'PatientName', 'r4_1']) expect(shownTag(tag)).toBe(tag);
  });
});

describe('what the reader found', () => {
  it('is told once for a tag of an hdata, with all its places', () => {
    const all = [5, 9, 14].map((line) => fault('order', 'r2', { line }));
    const [record, ...more] = fields(all, UNIT);
    expect(more).toEqual([]);
    expect(record?.data).toMatchObject({ fault: 'order', label: 'r2 檢驗項目名稱', times: '（3 處）' });
    expect(record?.places?.all?.map(({ line }) => line)).toEqual([5, 9, 14]);
  });

  it('gathers tags in capital letters', () => {
    const [one, ...more] = told(...['H1', 'R5', 'H3', 'H4', 'H7', 'H6'].map((tag) => fault('letter-case', tag)));
    expect([one?.tags, more]).toEqual([6, []]);
    expect(one?.list).toBe('H1 報告類別、R5 單位、H3 醫事類別、H4 執行年月、H7 就醫序號');
    expect(one?.listEn).toMatch(/^H1 Report category \(報告類別\), R5 Unit \(單位\), /);
  });

  it('tells each length by itself, of codes and dates too', () => {
    const lengths = [1, 2].map((line) => fault('length', 'r4', { line, found: 4000 + line, most: 4000 }));
    expect(told(...lengths).map(({ found }) => found)).toEqual([4001, 4002]);
    expect(told(fault('length', 'h2', { found: 9, most: 10 }))).toMatchObject([{ exact: true }]);
    const coded = [
      fault('length', 'h5', { found: 14, most: 13 }),
      fault('length', 'h1', { line: 2, found: 2, most: 1 }),
    ];
    expect(told(...coded).map(({ field }) => field)).toEqual(['h5', 'h1']);
    expect(told(fault('not-number', 'h8'), fault('not-number', 'r12')).length).toBe(2);
  });

  it('calls tags beside the hdatas that, whatever they are', () => {
    const kinds = (['unknown', 'misplaced', 'repeated', 'order', 'text'] as const).map((kind) => fault(kind, 'h1'));
    expect(fields(kinds, null).map(({ data }) => (data as FieldData).fault)).toEqual([
      'outside',
      'outside',
      'outside',
      'outside',
      'text',
    ]);
  });

  it('knows a tag that nearly is one of the format', () => {
    expect(told(fault('unknown', 'r4_1'))).toMatchObject([{ fault: 'near', field: 'r4-1', tag: 'r4_1' }]);
    expect(told(fault('unknown', '王小明'))).toMatchObject([{ fault: 'unknown', label: '（名稱不像標籤，不顯示）' }]);
    expect(told(fault('unknown', '王小明'))[0]?.tag).toBeUndefined();
  });

  it('says what to write for characters that Big5 does not have', () => {
    const signs = ['\uFF02', '²', '\u200B', '𠮷'].map((sign) => fault('not-in-big5', 'r4', { sign }));
    expect(told(...signs).map(({ sign, remedy }) => [sign, remedy])).toEqual([
      ['＂ U+FF02', '改寫成「”」'],
      ['² U+00B2', '改寫成「^2」'],
      ['U+200B', '刪掉它'],
      ['𠮷 U+20BB7', '改用 Big5 有的字，或用文字說明'],
    ]);
  });

  it('knows 酶 and 肽, which names of 表九 hold, by their bytes in HKSCS', () => {
    const signs = ['9E4A', '9DE8', 'FA40'].map((sign) => fault('beyond-big5', 'r2', { sign }));
    expect(told(...signs).map(({ sign, meaning, remedy }) => [sign, meaning, remedy])).toEqual([
      ['9E4A', '（看起來是「酶」：表九的項目名稱裡有這個字，Big5 卻沒有它的字碼）', '改寫成「酵素」'],
      ['9DE8', '（看起來是「肽」：表九的項目名稱裡有這個字，Big5 卻沒有它的字碼）', '改寫成「月太」'],
      ['FA40', '', '改用 Big5 有的字，或用文字說明'],
    ]);
  });

  it('has only replacements that Big5 has, for characters that it does not have', () => {
    const table = codes.get('lab-result-replacements') ?? {};
    expect(Object.keys(table).length).toBeGreaterThan(30);
    for (const [code, row] of Object.entries(table)) {
      const sign = String.fromCodePoint(Number.parseInt(code.slice(2), 16));
      const { with: instead } = row as { with: string };
      expect(iconv.decode(iconv.encode(sign, 'cp950'), 'cp950'), code).not.toBe(sign);
      expect(iconv.decode(iconv.encode(instead, 'cp950'), 'cp950'), code).toBe(instead);
    }
  });
});

it('a file all of whose tags are in capital letters has a finding for the root and one for each hdata', async () => {
  const [source] = labSources({ hdata: [{ times: 3 }], pack: 'loose' });
  const text = Buffer.from((await source?.read(0, 1e6)) ?? []).toString('latin1');
  const upper = text.replace(/<\/?[a-z][a-z0-9-]*>/g, (tag) => tag.toUpperCase());
  const bytes = Buffer.from(upper, 'latin1');
  const { rules, report } = await labChecked([
    {
      path: 'A.xml',
      size: bytes.length,
      read: async () => bytes,
      open: async function* () {
        yield bytes;
      },
    },
  ]);
  expect(rules.filter((id) => id !== 'lab-zip-loose')).toEqual(['lab-field-letter-case', 'lab-xml-root-case']);
  expect(report.findings.filter(({ ruleId }) => ruleId === 'lab-field-letter-case')).toHaveLength(3);
});
