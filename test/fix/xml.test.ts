import { describe, expect, test } from 'vitest';
import { fixLines, toldFixes } from '../../src/fix/lines.ts';
import { ownLibrary } from '../../src/rules.ts';
import type { CaseFile } from '../support/corpus/case-schema.ts';
import { labFilesOf } from '../support/corpus/lab-result/pack.ts';
import { answers, only, type Repaired, type RepairOptions, repair } from '../support/fix/repair.ts';
import { member, sha, zipped } from '../support/fix/wrong.ts';
import type { Files } from '../support/product/packages.ts';

type Given = Pick<CaseFile, 'hdata' | 'xml' | 'pack'>;

const filesOf = (given: Given): Files => Object.fromEntries(labFilesOf(given).map(({ name, bytes }) => [name, bytes]));
const fixed = (given: Given, how: RepairOptions = {}): Promise<Repaired> => repair(filesOf(given), how);

/** The XML in the only new file. */
const xmlIn = async (repaired: Repaired, name = 'TOTFA.xml'): Promise<Buffer> => member(only(repaired)[1], name);
const textIn = async (repaired: Repaired): Promise<string> => new TextDecoder('big5').decode(await xmlIn(repaired));
/** The XML that a case would have. */
const xmlOf = (given: Given): Buffer => {
  const [file] = labFilesOf({ ...given, pack: 'loose' });
  return Buffer.from(file?.bytes ?? []);
};
const lines = ({ fixed: all }: Repaired): string[] => [...fixLines(all, { dryRun: false, out: [] }, 'zh-TW')];
const findingsOf = ({ fixed: { before } }: Repaired): string[] => before.report.findings.map(({ ruleId }) => ruleId);

/** A file of three orders, one of them with a tag of this text in the place of another one. */
const withTag = (from: string, to: string): Given => ({
  hdata: ['lab', 'image', 'pathology'],
  xml: { replace: { [from]: to } },
});

describe('an XML with one thing that is certain', () => {
  test.each<[string, string, string, string]>([
    ['an empty tag', 'xml-drop-empty', '    <h25>H</h25>\r\n', '    <h25>H</h25>\r\n    <h27></h27>\r\n'],
    ['tags out of order', 'xml-tag-order', '<h25>H</h25>\r\n    <h26>0</h26>', '<h26>0</h26>\r\n    <h25>H</h25>'],
    ['other letters', 'xml-letter-case', '<h25>H</h25>', '<H25>H</H25>'],
    ['a date without its zero', 'xml-pad-date', '<h21>1150512080000</h21>', '<h21>115512080000</h21>'],
  ])('%s', async (_, fix, right, wrong) => {
    const usual = { hdata: ['lab', 'image', 'pathology'] } satisfies Given;
    const repaired = await fixed(withTag(right, wrong));
    expect(repaired.fixed.edits.map((edit) => (edit.kind === 'xml' ? edit.fix : edit.kind))).toEqual([fix]);
    expect((await xmlIn(repaired)).equals(xmlOf(usual)), 'as it would have been').toBe(true);
    expect(repaired.findings).toEqual([]);
    expect(answers(repaired)[1]).toBe('accept');
    const again = await repair(Object.fromEntries(repaired.out));
    expect([again.done, again.out.size]).toEqual([[], 0]);
  });

  test('is the same zip, byte for byte, whenever it is repaired', async () => {
    const given = withTag('<h25>H</h25>', '<h25>H</h25><h27/>');
    const [first, second] = [await fixed(given), await fixed(given)];
    expect(sha(only(first)[1])).toBe(sha(only(second)[1]));
  });
});

describe('the encoding', () => {
  const hdata = [{ on: 'image', rdata: [{ r7: '腦部電腦斷層：μ，＜5 公分' }] }, 'lab'] satisfies Given['hdata'];

  test.each<[string, NonNullable<Given['xml']>]>([
    ['UTF-8', { encoding: 'utf-8', declared: 'UTF-8' }],
    ['UTF-8 that says Big5', { encoding: 'utf-8' }],
    ['UTF-8 that says nothing, with a mark', { encoding: 'utf-8', declared: null, bom: true }],
    ['UTF-16', { encoding: 'utf-16le', declared: 'UTF-16', bom: true }],
    ['Big5 that says UTF-8', { declared: 'UTF-8' }],
  ])('%s becomes Big5', async (_, xml) => {
    const repaired = await fixed({ hdata, xml });
    expect((await xmlIn(repaired)).equals(xmlOf({ hdata }))).toBe(true);
    expect([answers(repaired)[1], repaired.findings]).toEqual(['accept', []]);
  });

  test('is changed first, then the records', async () => {
    const empty = { on: 'image', h27: '' } as const;
    const repaired = await fixed({
      hdata: [empty, 'lab'],
      xml: { encoding: 'utf-16be', declared: 'UTF-16', bom: true },
    });
    expect((await xmlIn(repaired)).equals(xmlOf({ hdata: ['image', 'lab'] }))).toBe(true);
  });

  test('stays where Big5 does not do; the characters are told with their places, and the rest is repaired', async () => {
    const odd = { on: 'image', h27: '', rdata: [{ r7: '10 cm² µ ＂𠀀' }] } as const;
    const foreign: NonNullable<Given['hdata']> = [odd, 'lab'];
    const repaired = await fixed({ hdata: foreign, xml: { encoding: 'utf-8', declared: 'UTF-8' } });
    expect(repaired.left).toContain('lab-xml-not-big5 not-in-big5');
    const told = lines(repaired);
    for (const sign of ['² (U+00B2)', 'µ (U+00B5)', '＂ (U+FF02)', '𠀀 (U+20000)'])
      expect(told.some((line) => /^ {4}第 \d+ 行第 \d+ 字：/.test(line) && line.endsWith(sign))).toBe(true);
    expect(told.join('\n')).not.toContain('10 cm');
    expect(repaired.done).toEqual(['lab-field-empty xml']);
    const wanted = xmlOf({
      hdata: [{ ...odd, h27: null }, 'lab'],
      xml: { encoding: 'utf-8', declared: 'UTF-8' },
    });
    expect((await xmlIn(repaired)).equals(wanted)).toBe(true);
  });
});

describe('the five signs', () => {
  test('become full width in text, not in codes; that ＂ has no Big5 code is said', async () => {
    const hdata = [
      { on: 'lab', h22: 'a & b', rdata: [{ r11: '<5 "x" it\'s' }] },
      { on: 'joint', rdata: [{}, {}, {}, { r4: '06-2805&1911MNPYX2' }] },
    ] satisfies Given['hdata'];
    const repaired = await fixed({ hdata });
    const text = await textIn(repaired);
    expect(text).toContain('<h22>a ＆ b</h22>');
    expect(text).toContain('<r11>＜5 ”x” it’s</r11>');
    expect(text).toContain('<r4>06-2805&amp;1911MNPYX2</r4>');
    expect(lines(repaired).filter((line) => line.includes('沒有 Big5 碼'))).toEqual([
      '    其中 2 個 " 改成 ”（U+201D）：健保署寫的全形 ＂（U+FF02）沒有 Big5 碼，不能用',
    ]);
  });
});

describe('a package that is no zip with one XML', () => {
  test('a loose XML is put into a zip, byte for byte', async () => {
    const repaired = await fixed({ pack: 'loose' });
    expect(repaired.done).toEqual(['lab-zip-loose zip-xml']);
    const [name, zip] = only(repaired);
    expect([name, await zipped(zip)]).toEqual(['TOTFA.zip', [['TOTFA.xml', sha(xmlOf({}))]]]);
    expect(answers(repaired)).toEqual(['remind', 'accept']);
  });

  test.each([
    ['3501200000_1150512-001.xml', '35012000001150512001'],
    ['檢驗 結果.xml', 'TOTFA'],
  ])('a loose XML named %s gets a name of letters and digits', async (name, plain) => {
    const repaired = await fixed({ xml: { name }, pack: 'loose' });
    const [zip, bytes] = only(repaired);
    expect([zip, (await zipped(bytes)).map(([inner]) => inner)]).toEqual([`${plain}.zip`, [`${plain}.xml`]]);
    expect(repaired.findings).toEqual([]);
  });

  test('a loose XML is repaired and zipped', async () => {
    const repaired = await fixed({ hdata: [{ on: 'image', h27: '' }], pack: 'loose' });
    expect((await xmlIn(repaired)).equals(xmlOf({ hdata: ['image'] }))).toBe(true);
    expect(answers(repaired)).toEqual(['remind', 'accept']);
  });

  test('folders, leftovers and odd names go', async () => {
    const also = { '__MACOSX/._x.xml': { text: 'x' }, 'Thumbs.db': { text: 'x' }, 'empty/': { text: '' } };
    const repaired = await fixed({ xml: { name: 'a b/結果-1.XML' }, pack: { zip: 'TOT_FA.zip', also } });
    const [name, zip] = only(repaired);
    expect([name, await zipped(zip)]).toEqual(['TOTFA.zip', [['1.XML', sha(xmlOf({}))]]]);
    expect(answers(repaired)).toEqual(['return-file', 'accept']);
    expect(repaired.left).toEqual([]);
  });

  test('what may be meant stays: another file, a second XML', async () => {
    const pdf = await fixed({ pack: { also: { 'report.pdf': { text: '%PDF-' }, 'Thumbs.db': { text: 'x' } } } });
    expect([pdf.out.size, new Set(pdf.left)]).toEqual([
      0,
      new Set(['lab-zip-other-files not-certain', 'lab-zip-leftover not-certain']),
    ]);
    const two = await fixed({ pack: { also: { 'other.xml': { text: '<patient/>' }, 'a/': { text: '' } } } });
    expect([two.out.size, two.left]).toEqual([0, ['lab-zip-folder two-candidates']]);
  });
});

describe('what is not certain stays as it is', () => {
  test('a document that is broken', async () => {
    const repaired = await fixed({ hdata: [{ h27: '' }], xml: { encoding: 'utf-8', declared: 'Big5', cut: -20 } });
    expect([repaired.out.size, repaired.done]).toEqual([0, []]);
  });

  test('an entity is never read', async () => {
    const whole =
      '<?xml version="1.0"?><!DOCTYPE patient [<!ENTITY x SYSTEM "file:///etc/hostname">]><patient><hdata><h1>&x;</h1></hdata></patient>';
    expect((await fixed({ xml: { whole } })).out.size).toBe(0);
  });
});

describe('only the orders that would be taken', () => {
  const broken = { on: 'lab', h20: '1150230090000' } as const;

  test('are written, after the repair; the others are told by their numbers', async () => {
    const padded = { on: 'lab', h10: '600101' } as const;
    const hdata: Given['hdata'] = ['lab', broken, broken, padded, 'image', broken];
    const repaired = await fixed({ hdata }, { onlyTaken: true });
    expect(answers(repaired)).toEqual(['return-unit', 'accept']);
    expect(repaired.fixed.left).toEqual({
      rows: [
        { from: 2, to: 3, why: 'not-taken' },
        { from: 6, to: 6, why: 'not-taken' },
      ],
      count: 3,
      unknown: 0,
      kept: 3,
      files: [],
      gap: false,
    });
    const text = (await textIn(repaired)).split('\r\n');
    const whole = new TextDecoder('big5').decode(xmlOf({ hdata: ['lab', broken, broken, 'lab', 'image', broken] }));
    const kept = whole.split('  <hdata>').filter((one) => !one.includes('1150230090000'));
    expect(text).toEqual(`${kept.join('  <hdata>')}</patient>\r\n`.split('\r\n'));
    expect(lines(repaired)).toContain('  會檢核錯誤的（原檔的第幾個 hdata）：2–3、6');
  });

  test('are all of them, or none', async () => {
    expect((await fixed({ hdata: ['lab'] }, { onlyTaken: true })).fixed.left).toBeNull();
    const none = await fixed({ hdata: [broken] }, { onlyTaken: true });
    expect([none.fixed.refused, none.out.size]).toEqual(['none-taken', 0]);
    const whole = await fixed({ hdata: ['lab'], xml: { cut: -3 } }, { onlyTaken: true });
    expect([whole.fixed.refused, whole.out.size]).toEqual(['none-taken', 0]);
  });
});

test('rules name the repairs: every date may be padded, every text be made full-width', async () => {
  const { rules, formats } = await ownLibrary();
  const fixes = Map.groupBy(rules, ({ fix }) => fix?.id ?? '');
  const padded = new Set(fixes.get('xml-pad-date')?.map(({ at }) => at));
  const segments = Object.values(formats.get('lab-result')?.segments ?? {});
  const dates = segments.flatMap(({ fields }) => Object.keys(fields).filter((tag) => fields[tag]?.roc));
  expect([...padded].sort()).toEqual(dates.sort());
  const widened = fixes.get('xml-full-width')?.map(({ id }) => id) ?? [];
  expect(widened.sort()).toEqual(['lab-h-specimen-signs', 'lab-r-special-quote', 'lab-r-special-signs']);
});

test('what is told holds no date of birth and no text of a report', async () => {
  const hdata = [{ h10: '600101', h20: '115511090000', rdata: [{ r11: '王小明 <5' }] }] satisfies Given['hdata'];
  const repaired = await fixed({ hdata });
  const told = `${lines(repaired).join('\n')}${JSON.stringify(toldFixes(repaired.fixed))}`;
  expect(told).toContain('「h20 採檢/實際檢查/手術日期時間」/patient/hdata[1]/h20：115511090000 → 1150511090000');
  expect(told).toContain('「h10 出生日期」/patient/hdata[1]/h10');
  expect(told).not.toMatch(/600101|王小明|<5/);
  expect(findingsOf(repaired)).toContain('lab-h-birth-date');
});
