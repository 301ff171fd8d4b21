import type { ChannelId } from '../channels/ids.ts';
import { CHANNEL_WORDS } from '../channels/words.ts';
import type { NOT_CHECKED } from '../engine/library-schema.ts';
import type { Answer, Outcome } from '../engine/outcome.ts';
import type { Rule } from '../engine/rule.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { Language } from './report-schema.ts';

/** The words of one language. */
export const inLanguage = (words: Words, language: Language): string => (language === 'en' ? words.en : words.zh);

/** Fills `{name}` in. */
export const fill = (template: string, args: Readonly<Record<string, string | number | null>>, nothing = '—'): string =>
  template.replaceAll(/\{([A-Za-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(args, name) ? String(args[name] ?? nothing) : whole,
  );

/** What a channel is called. */
export const channelName = (channel: ChannelId, language: Language): string =>
  inLanguage(CHANNEL_WORDS[channel].name, language);

/** 「3 個案件」: so many units of a channel. */
export const unitsCounted = (channel: ChannelId, n: number, language: Language): string =>
  fill(inLanguage(CHANNEL_WORDS[channel].counted, language), { n });

const NHI: Record<Outcome, Words> = {
  'return-file': { zh: '整批退件', en: 'returns the whole file' },
  'return-unit': { zh: '退件', en: 'returns it' },
  hold: { zh: '等待補件', en: 'waits until it is complete' },
  unknown: { zh: '不知道：本工具沒有檢查完，不能預判', en: 'not known: this tool could not finish its check' },
  remind: { zh: '仍會收件', en: 'still takes it' },
  advise: { zh: '仍會收件', en: 'still takes it' },
};

/** What NHI does, where the rule says nothing of its own. */
export const nhiDoes = (channel: ChannelId, outcome: Outcome): Words =>
  CHANNEL_WORDS[channel].nhi[outcome] ?? NHI[outcome];

/** 「另有 190 個會收件，沒有列出」: so many units that are not told, by what becomes of them. */
export function countedUnlisted(
  channel: ChannelId,
  left: Readonly<Record<'accept' | 'hold' | 'return', number>>,
  language: Language,
): string {
  const { some, taken, returned } = CHANNEL_WORDS[channel];
  const parts: [number, Words][] = [
    [left.accept, taken],
    [left.return, returned],
    [left.hold, { zh: '要等待或無法判斷', en: 'waiting or unknown' }],
  ];
  const texts = parts
    .filter(([n]) => n > 0)
    .map(
      ([n, words]) =>
        fill(inLanguage(some, language), { n }) + (language === 'en' ? ' ' : '') + inLanguage(words, language),
    );
  return language === 'en' ? `Not listed: ${texts.join(', ')}` : `另有 ${texts.join('、')}，沒有列出`;
}

/** A word of ours, or the channel's own for what NHI does not take: 不收檔. */
export const returnWord = (channel: ChannelId, outcome: Outcome | 'off', { zh, en }: Words): Words => {
  const own =
    outcome === 'return-file' || outcome === 'return-unit' ? CHANNEL_WORDS[channel].states[outcome] : undefined;
  return { zh: own?.zh ?? zh, en };
};

/** What a unit of a channel is called, as the head of a column. */
export const unitWord = (channel: ChannelId, language: Language): string =>
  inLanguage(CHANNEL_WORDS[channel].unit, language);

const isChannel = (folder: string): folder is ChannelId => Object.hasOwn(CHANNEL_WORDS, folder);

/** What NHI does about a rule, wherever it is raised. @param outcome its own, before a configuration changed it */
export function nhiOf(rule: Pick<Rule, 'file' | 'nhi' | 'outcome'>, outcome = rule.outcome): Words {
  const folder = rule.file.slice(0, rule.file.indexOf('/'));
  return rule.nhi ?? (isChannel(folder) ? nhiDoes(folder, outcome) : NHI[outcome]);
}

/** What a rule does, as a level of it. */
export const LEVEL: Record<Outcome | 'off', Words> = {
  'return-file': { zh: '整批退件', en: 'return the file' },
  'return-unit': { zh: '退件', en: 'return' },
  hold: { zh: '等待補件', en: 'hold' },
  unknown: { zh: '無法判斷', en: 'unknown' },
  remind: { zh: '提醒', en: 'remind' },
  advise: { zh: '建議', en: 'advise' },
  off: { zh: '不檢查', en: 'off' },
};

/** The state of a unit in a word or two, where its channel has no other word. */
export const STATE: Record<Answer, Words> = {
  'return-file': { zh: '整批退件', en: 'returned with the file' },
  'return-unit': { zh: '退件', en: 'returned' },
  hold: { zh: '等待附件檔', en: 'waiting (等待附件檔)' },
  unknown: { zh: '無法判斷', en: 'cannot tell' },
  remind: { zh: '收件，有提醒', en: 'taken, with reminders' },
  accept: { zh: '收件', en: 'taken' },
};

/** The state of a unit of a channel in a word or two. */
export const stateOf = (channel: ChannelId, answer: Answer): Words =>
  CHANNEL_WORDS[channel].states[answer] ?? STATE[answer];

/** For units that wait for different things. */
export const WAITING: Words = { zh: '等待補件', en: 'waiting to be completed' };

/** Why something was not checked. */
export const REASON: Record<(typeof NOT_CHECKED)[number], Words> = {
  'needs-master-data': { zh: '需要健保署主檔', en: "needs NHI's master data" },
  'needs-image-content': { zh: '需要影像內容', en: 'needs the content of images' },
  'other-machines': { zh: '需要其他電腦或健保署的上傳紀錄', en: 'needs the upload history of other machines' },
  'not-in-this-version': { zh: '這個版本還不檢查', en: 'not in this version yet' },
  'not-stated': { zh: '文件沒有說', en: 'the documents do not say' },
  'not-checkable': { zh: '不是檔案能看出來的事', en: 'not something that a file shows' },
};

/** The labels of the five parts of a finding, and what else the terminal says. */
export const LABEL = {
  where: { zh: '在哪裡', en: 'where' },
  nhi: { zh: '健保署', en: 'NHI' },
  todo: { zh: '怎麼辦', en: 'to do' },
  source: { zh: '依據', en: 'clause' },
  also: { zh: '另見', en: 'see also' },
  line: { zh: '{file} 第 {line} 行', en: '{file} line {line}' },
  row: { zh: '{file} 第 {line} 列', en: '{file} row {line}' },
  cell: { zh: 'Excel 儲存格 {cell}', en: 'Excel cell {cell}' },
  lineColumn: { zh: '{file} 第 {line} 行第 {column} 字', en: '{file} line {line} column {column}' },
  whole: { zh: '整個送件', en: 'The whole submission' },
  advice: {
    zh: '另有 {n} 件建議，所在的列或案件都會收，沒有列在這裡（--verbose 全列）',
    en: '{n} more pieces of advice, on what is taken all the same, are not listed here (--verbose lists them)',
  },
  unlisted: {
    zh: '另有 {n} 件同類發現沒有列出（--max-findings）',
    en: '{n} more findings not listed (--max-findings)',
  },
  alike: {
    zh: '… 同樣的還有 {n} 件（--verbose 或 --format json 看全部）',
    en: '… {n} more like these (--verbose or --format json lists them all)',
  },
  repeated: {
    zh: '另有 {units}只有和上面一樣的發現（共 {n} 件），沒有再列（--verbose 或 --format json 看全部）',
    en: 'Of {units} more, nothing but the same was found ({n} findings); --verbose or --format json lists them',
  },
  fixSafe: {
    zh: 'nhi-precheck fix 可以改，只要不和別的檔案同名：{from} → {to}',
    en: 'nhi-precheck fix can, unless another file has that name: {from} → {to}',
  },
  fixCell: { zh: 'nhi-precheck fix 可以自動改好', en: 'nhi-precheck fix can do it' },
  notChecked: { zh: '未檢查 {n} 項：{parts}', en: 'Not checked: {n} ({parts})' },
  verbose: { zh: '（--verbose 看明細）', en: ' (--verbose lists them)' },
  level: {
    zh: '設定檔調整：{rule} 從「{from}」改為「{to}」',
    en: 'Changed by the configuration: {rule} from {from} to {to}',
  },
  reason: { zh: '，理由：{reason}', en: ', because: {reason}' },
  header: {
    zh: '{channel}（{by}） · 規則 {version}，依 {asOf} · {files} 個檔案、{units}',
    en: '{channel} ({by}) · rules {version} as of {asOf} · {files} files, {units}',
  },
  seconds: { zh: '{seconds} 秒', en: '{seconds} s' },
  byName: { zh: '由檔名認出', en: 'recognised by file names' },
  byContent: { zh: '由內容認出', en: 'recognised by content' },
  byOption: { zh: '由 --channel 指定', en: 'named by --channel' },
} satisfies Record<string, Words>;
