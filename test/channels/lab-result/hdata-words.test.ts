import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../../src/channels/lab-result/hdata-facts.ts';
import type { HdataData } from '../../../src/channels/lab-result/hdata-record-type.ts';
import type { HTag } from '../../../src/channels/lab-result/tags.ts';
import { ownLibrary } from '../../../src/rules.ts';
import { judged, recordsOf } from './hdata-judged.ts';

const whyOf = (tag: HTag, value: string): string | undefined => {
  const [record] = recordsOf([{ [tag]: value }]);
  return (record?.data as HdataData | undefined)?.why?.[tag]?.zh;
};

const REASONS: [HTag, string, string][] = [
  ['h1', '１', '有全形的字，要用半形'],
  ['h3', ' 1', '表上沒有這個代碼'],
  ['h6', 'ac', '英文要大寫'],
  ['h6', 'X', '表上沒有這個代碼'],
  ['h2', '350102a009', '英文要大寫'],
  ['h2', '35012-0000', '有半形數字和大寫英文以外的字'],
  ['h27', '3501', '是 4 碼，要 10 碼'],
  ['h9', 'A123456788', '檢查碼不符'],
  ['h9', 'a123456789', '英文要大寫'],
  ['h9', 'Ａ123456789', '有全形的字，要用半形'],
  ['h9', '0123456789', '不是身分證號或居留證號的寫法'],
  ['h4', '１１５０５', '有全形的字，要用半形'],
  ['h4', '115/5', '有 / - : 之類的符號，只能寫數字'],
  ['h10', '06001', '是 5 碼，要 7 碼'],
  ['h10', '0000101', '年份是 000'],
  ['h10', '-000101', '民國前的年份要從 -01 起'],
  ['h10', '0601331', '月份不在 01 到 12'],
  ['h10', '1140229', '那個月沒有這一天'],
  ['h12', '-050101', '年份不能是負數'],
  ['h16', '115051210150', '是 12 碼，要 13 碼'],
  ['h16', '11505121015xx', '有數字以外的字'],
  ['h20', '20260511', '是西元年，要寫民國年 3 碼'],
  ['h20', '202605110900', '是西元年，要寫民國年 3 碼'],
  ['h20', '1150511', '是 7 碼，要 13 或 11 碼'],
  ['h20', '11505112400', '時不在 00 到 23'],
  ['h20', '11505110960', '分不在 00 到 59'],
  ['h20', '1150511090060', '秒不在 00 到 59'],
  ['h20', ' 11505110900', '前後有空白'],
  ['h22', `a<b>c&'"`, `< > & ' "`],
  ['h24', '1', '不是英文字母'],
  ['h25', 'h', '英文要大寫'],
  ['h25', 'H1', '有數字，部位代碼只有字母'],
  ['h25', '頭', '有表上沒有的字'],
];

describe('why a field is wrong', () => {
  it.each(REASONS)('%s %s: %s', (tag, value, why) => {
    expect(whyOf(tag, value)).toBe(why);
  });

  it('is not said of what is right', () => {
    for (const { data } of recordsOf([{}, { on: 'image' }, { on: 'joint' }])) {
      expect((data as HdataData).why).toBeUndefined();
      expect((data as HdataData).lengthTold).toBeUndefined();
    }
  });
});

describe('lengths as NHI counts them', () => {
  it('4 bytes for what is not ASCII, whatever its code', () => {
    expect(['', 'aB1', '血', '血A', '＜', '𠮷', 'é'].map(bytesOf)).toEqual([0, 3, 4, 5, 4, 4, 4]);
  });
});

describe('messages', () => {
  it('name the Chinese name of every tag they speak of', async () => {
    const { formats, rules } = await ownLibrary();
    const fields = formats.get('lab-result')?.segments.hdata?.fields ?? {};
    const shown = ({ message }: (typeof rules)[number]): string => message.zh;
    for (const rule of rules.filter(({ id, at }) => id.startsWith('lab-h-') && at && at in fields)) {
      const name = fields[rule.at ?? '']?.name.zh;
      expect(shown(rule), rule.id).toContain(`「${rule.at} ${name}」`);
    }
  });

  it('show nothing of the patient', async () => {
    const findings = await judged([{ h9: 'A12345678', h10: '0600230', h17: '林醫師' }]);
    expect(findings.map(({ rule }) => rule.id)).toEqual(['lab-h-birth-date', 'lab-h-id-short', 'lab-h-physician-id']);
    for (const { rule } of findings) expect(rule.message.zh).not.toContain('{value}');
  });
});
