import { describe, expect, test } from 'vitest';
import { xsdJudge } from '../../src/readers/xsd/xsd-judge.ts';
import { ownLibrary } from '../../src/rules.ts';
import { told } from '../../src/xsd/words.ts';
import { dailyXsd } from '../support/xsd/daily.ts';
import { bytesOf, treeOf } from '../support/xsd/tree.ts';

const format = (await ownLibrary()).formats.get('lab-result');
if (!format) throw new Error('no field table');
const judge = await xsdJudge(dailyXsd());
const good = bytesOf(treeOf(['lab'])).toString('latin1');

function sentences(from: string | RegExp, to: string): string[] {
  const changed = good.replace(from, to);
  if (changed === good) throw new Error(`nothing like ${from} in it`);
  return judge
    .errors(Buffer.from(changed, 'latin1'))
    .map((error) => told(error, format as NonNullable<typeof format>).zh);
}

describe('what the XSD refuses, in words with the Chinese name of the tag', () => {
  test.each<[string | RegExp, string, string]>([
    [
      '<h20>1150511090000<',
      '<h20>1150511<',
      '「h20 採檢/實際檢查/手術日期時間」的值要是：民國日期時間（11 或 13 碼，前補 0，民國前的年份寫 -NN）',
    ],
    [/<h20>.*<\/h20>/, '', '「h22 檢體採檢方法/來源/類別」之前缺了「h20 採檢/實際檢查/手術日期時間」'],
    [
      /(<h19>.*<\/h19>\r\n)(<h20>.*<\/h20>\r\n)/,
      '$2$1',
      '「h19 醫囑日期時間」的順序不對或重複：標籤要依編號由小到大，各一次',
    ],
    [/(<h22>.*<\/h22>)/, '$1$1', '「h22 檢體採檢方法/來源/類別」的順序不對或重複：標籤要依編號由小到大，各一次'],
    ['<h22>', '<h99>1</h99><h22>', '「h99」不是這個格式的標籤，或不該放在這裡'],
    ['<h22>', '<A123456789>1</A123456789><h22>', '一個不明的標籤不是這個格式的標籤，或不該放在這裡'],
    ['<h22>', '<r4>1</r4><h22>', '「r4 檢驗報告結果值」放錯段落：要在「rdata 報告資料段」裡'],
    ['<rdata>', '<rdata><h3>12</h3>', '「h3 醫事類別」放錯段落：要在「hdata 基本資料段」裡'],
    [/<rdata>.*<\/rdata>/s, '', '「hdata 基本資料段」到結束都沒有「rdata 報告資料段」'],
    ['<hdata>', '<hdata a="1">', '「hdata 基本資料段」的標籤裡有屬性，這個格式沒有屬性'],
    ['<h1>1', '<h1>1<b/>', '「h1 報告類別」裡面只能有文字，卻有別的標籤'],
    ['</h3>', '</h3>x', '「hdata 基本資料段」的欄位之間夾了文字'],
    ['<h6>01', '<h6>1', '「h6 就醫類別」的值不在代碼表裡'],
    ['<h2>3501200000', '<h2>350120000', '「h2 醫事機構代碼」有 9 字，要正好 10 字'],
    ['<r12>', `<r11>${'x'.repeat(4001)}</r11><r12>`, '「r11 備註」有 4001 字，最多 4000 字'],
    ['<h9>A123456789', '<h9>', '「h9 身分證統一編號」有 0 字，要正好 10 字'],
    ['<h15>09020C', '<h15> ', '「h15 醫令代碼」的值要是：有字的內容（這是必填欄位）'],
    ['<r1>1', '<r1>0', '「r1 報告序號」的值要是：1 以上的整數'],
    ['</patient>', '', 'XML 從這裡起讀不下去：寫法不完整，或位元組和宣告的編碼不符'],
    [/patient>/g, 'Patient>', '根標籤不是 patient'],
  ])('%s → %s', (from, to, sentence) => {
    expect(sentences(from, to)).toEqual([sentence]);
  });

  test('no value of the file is in what is told, whatever it is', () => {
    const odd = good.replace(/>[^<>\r\n]+</g, '>秘密<');
    const errors = judge.errors(Buffer.from(odd.replace('Big5', 'UTF-8')));
    expect(errors.length).toBeGreaterThan(10);
    for (const error of errors) expect(JSON.stringify([error, told(error, format)])).not.toContain('秘密');
  });
});
