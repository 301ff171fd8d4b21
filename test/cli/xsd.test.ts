import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { writeZip } from '../support/archives/zip.ts';
import type { CaseFile } from '../support/corpus/case-schema.ts';
import { labFilesOf } from '../support/corpus/lab-result/pack.ts';
import { type Built, build } from '../support/product/built.ts';
import { AS_OF, caseFiles, ZIP, zip } from '../support/product/packages.ts';

type Given = Pick<CaseFile, 'hdata' | 'xml' | 'pack'>;

const bytesOf = (given: Given): Uint8Array => labFilesOf(given)[0]?.bytes ?? new Uint8Array();
const large = Buffer.concat([
  Buffer.from('<?xml version="1.0" encoding="Big5"?>\n<patient><!--'),
  Buffer.alloc(20 * 1024 * 1024, 'x'),
  Buffer.from('-->'),
  Buffer.from(bytesOf({ hdata: ['lab'], pack: 'loose', xml: { declared: null } })).subarray('<patient>'.length),
]);

const folder = scratch({
  'good.zip': bytesOf({ hdata: ['lab', 'image', 'pathology', 'joint'] }),
  'loose.xml': bytesOf({ hdata: ['lab'], pack: 'loose' }),
  'wrong.zip': bytesOf({
    hdata: ['lab', { h20: '11505', h6: 'QQ' }, { h20: '1150431090000' }, { rdata: [{ r6: '1' }] }],
  }),
  'encrypted.zip': bytesOf({ hdata: ['lab'], pack: { entry: { encrypted: true } } }),
  'cut.xml': bytesOf({ hdata: ['lab'], pack: 'loose', xml: { cut: -30 } }),
  'large.zip': writeZip([{ name: 'TOTFA.xml', bytes: large, stored: true }]),
  [ZIP]: zip(caseFiles()),
});
let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built[Symbol.dispose]();
  folder[Symbol.dispose]();
});

const check = (file: string, ...args: string[]) =>
  built.run(['check', file, '--as-of', AS_OF, ...args], { cwd: folder.path });

/** With and without `--xsd`: nothing but standard error is another. @returns that, with `--xsd` */
async function secondOpinion(file: string, ...args: string[]): Promise<string> {
  const [without, with_] = await Promise.all([check(file, ...args), check(file, ...args, '--xsd')]);
  expect([with_.code, with_.stdout, without.stderr]).toEqual([without.code, without.stdout, '']);
  return with_.stderr;
}

const HEAD = 'XSD（libxml2，schemas/lab-result/daily.xsd）：';

describe('check --xsd', () => {
  test('a zip that NHI takes is valid', async () => {
    expect(await secondOpinion('good.zip')).toBe(`${HEAD}good.zip!/TOTFA.xml\n  符合 XSD\n  與報告一致\n`);
  });

  test('what is wrong, with the Chinese name of the tag and its line; no value', async () => {
    expect(await secondOpinion('wrong.zip')).toBe(
      [
        `${HEAD}wrong.zip!/TOTFA.xml`,
        '  不符合 XSD，3 處（順序錯的段落，只說第一個放錯的標籤）：',
        '  第 41 行，第 2 筆 hdata：「h6 就醫類別」的值不在代碼表裡',
        '  第 51 行，第 2 筆 hdata：「h20 採檢/實際檢查/手術日期時間」的值要是：民國日期時間（11 或 13 碼，前補 0，民國前的年份寫 -NN）',
        '  第 124 行，第 4 筆 hdata：「r6」不是這個格式的標籤，或不該放在這裡',
        '  第 4 筆 hdata，XSD 不收而報告只提醒：健保署的文件沒有寫明會退',
        '  報告另外退了 1 筆 XSD 看不出錯的 hdata：跨欄位的條件、日曆、醫令對照，XSD 1.0 寫不出來',
        '',
      ].join('\n'),
    );
  });

  test('in English', async () => {
    const told = await secondOpinion('wrong.zip', '--lang', 'en');
    expect(told).toContain('line 41, hdata 2: the value of "h6 Visit type (就醫類別)" is none of its codes');
    expect(told).not.toMatch(/不符合|與報告/);
  });

  test('standard output is the JSON alone', async () => {
    expect(await secondOpinion('loose.xml', '--format', 'json')).toBe(`${HEAD}loose.xml\n  符合 XSD\n  與報告一致\n`);
    const { stdout } = await check('loose.xml', '--format', 'json', '--xsd');
    expect(JSON.parse(stdout)).toHaveProperty('verdict.answer');
  });

  test('an XML that is not well-formed', async () => {
    expect(await secondOpinion('cut.xml')).toContain('XML 從這裡起讀不下去');
  });

  test('an XML of more than 20 MB is left alone', async () => {
    expect(await secondOpinion('large.zip')).toBe(
      `${HEAD}large.zip!/TOTFA.xml\n  沒有比對：XML 超過 20 MB，XSD 的第二意見只看到這個大小。上面的報告是完整的\n`,
    );
  });

  test('a zip that cannot be read', async () => {
    expect(await secondOpinion('encrypted.zip', '--channel', 'lab-result')).toBe(
      `${HEAD}encrypted.zip!/TOTFA.xml\n  沒有比對：讀不到裡面的 XML。原因見上面的報告\n`,
    );
  });

  test('another channel has no XSD', async () => {
    expect(await secondOpinion(ZIP)).toBe(`XSD：${ZIP}\n  沒有比對：事前審查沒有 XSD\n`);
  });
});
