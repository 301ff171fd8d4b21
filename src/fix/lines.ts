import type { Words } from '../engine/rule-schema.ts';
import type { Language } from '../report/report-schema.ts';
import { fill, inLanguage } from '../report/words.ts';
import type { CsvFix } from './csv/repairs.ts';
import type { Edit, Skipped, Why } from './edit.ts';
import type { Fixed, NotFixed } from './fix-submission.ts';
import { NAMES } from './names.ts';
import type { LeftOut } from './only-taken.ts';
import { type ToldFix, toldEdit, toldSkipped } from './told.ts';
import { IN_XML, placeLines, skippedPlaces } from './xml/lines-xml.ts';

const SAY = {
  fix: { zh: '修正 {title}（{rule}）', en: 'fixed: {title} ({rule})' },
  plan: { zh: '會修正 {title}（{rule}）', en: 'would fix: {title} ({rule})' },
  change: { zh: '：{from} → {to}', en: ': {from} → {to}' },
  inFile: { zh: '{file}：', en: '{file}: ' },
  bom: { zh: '有 BOM → 沒有 BOM（其他內容不變）', en: 'with BOM → without BOM (nothing else changes)' },
  zone: { zh: '沒有時區 → {to}（其他內容不變）', en: 'no zone → {to} (nothing else changes)' },
  dropped: { zh: '（拿掉）', en: '(left out)' },
  alike: { zh: '（看起來一樣，字元組成不同）', en: ' (looks the same, composed differently)' },
  repack: {
    zh: '（CAB 裡的檔名不能直接改，所以換成 7z；裡面每個檔案的內容都不變）',
    en: ' (names in a cabinet cannot be changed, so it becomes a 7z; every file in it stays as it is)',
  },
  cell: { zh: '    {cell}：{from} → {to}', en: '    {cell}: {from} → {to}' },
  hiddenCell: { zh: '    {cell}：（個人資料，不顯示）', en: '    {cell}: (personal, not shown)' },
  moreCells: { zh: '    … 還有 {n} 格', en: '    … {n} more cell(s)' },
  more: {
    zh: '… 同樣的還有 {n} 件（--format json 看全部）',
    en: '… {n} more like these (--format json lists them all)',
  },
  left: { zh: '沒有自動修正：{title}（{rule}）：{why}', en: 'not fixed by itself: {title} ({rule}): {why}' },
  nothing: { zh: '沒有可以自動修正的地方，所以沒有新的檔案', en: 'Nothing to fix by itself, so there is no new file' },
  before: { zh: '修正前：{sentence}', en: 'before: {sentence}' },
  after: { zh: '修正後：{sentence}', en: 'after: {sentence}' },
  out: { zh: '新的檔案：{path}', en: 'new file: {path}' },
  outMore: { zh: '… 還有 {n} 個新的檔案', en: '… {n} more new files' },
  dry: { zh: '試跑，沒有寫出任何檔案', en: 'a dry run: nothing was written' },
  fileLeft: { zh: '  沒有跟去的影像壓縮檔：{file}', en: '  archive left out: {file}' },
  filesMore: { zh: '  … 還有 {n} 個影像壓縮檔', en: '  … {n} more archives' },
  gap: {
    zh: '  報告序號照舊，沒有重編：留下的列有跳號（只是提醒，仍會收檔）',
    en: '  Report serials are not numbered anew: those of the rows that stay have gaps (a reminder, no refusal)',
  },
  byHand: { zh: '還要自己處理的：', en: 'Left to do by hand:' },
} satisfies Record<string, Words>;

/** What is left out on request, by what NHI takes part by part. */
const SAY_LEFT = {
  csv: {
    kept: {
      zh: '只留會收的列：留下 {kept} 列，沒有寫進新檔的 {n} 列',
      en: 'Only rows that would be taken: {kept} kept, {n} left out',
    },
    rowsNotTaken: { zh: '  不收的列（原檔的第幾列）：{rows}', en: '  not taken (lines of the file as it was): {rows}' },
    rowsUnknown: {
      zh: '  無法判斷的列（原檔的第幾列）：{rows}',
      en: '  unknown (lines of the file as it was): {rows}',
    },
    allTaken: { zh: '每一列都會收，沒有要留下不送的列', en: 'All rows would be taken; none is left out' },
    sendLater: {
      zh: '沒有寫進新檔的列改好以後，和影像一起另外送',
      en: 'Correct the rows that were left out and send them with their images later',
    },
  },
  xml: {
    kept: {
      zh: '只留會檢核正確的醫令（hdata）：留下 {kept} 筆，沒有寫進新檔的 {n} 筆',
      en: 'Only orders (hdata) that would be taken: {kept} kept, {n} left out',
    },
    rowsNotTaken: {
      zh: '  會檢核錯誤的（原檔的第幾個 hdata）：{rows}',
      en: '  not taken (hdata of the file as it was): {rows}',
    },
    rowsUnknown: {
      zh: '  無法判斷的（原檔的第幾個 hdata）：{rows}',
      en: '  unknown (hdata of the file as it was): {rows}',
    },
    allTaken: { zh: '每一筆都會檢核正確，沒有要留下不送的', en: 'All orders would be taken; none is left out' },
    sendLater: {
      zh: '沒有寫進新檔的醫令改好以後另外送（h16 換成送出那一天）',
      en: 'Correct the orders that were left out and send them later, with h16 of that day',
    },
  },
} satisfies Record<'csv' | 'xml', Record<string, Words>>;

const WHY: Record<Why, Words> = {
  'name-taken': { zh: '改了會和另一個檔案同名', en: 'another file would have the same name' },
  'two-candidates': { zh: '有不只一個檔案可能是它，不能替您選', en: 'more than one file may be meant' },
  'not-certain': { zh: '不能確定怎麼改才對，要由您決定', en: 'what is right cannot be told; it is yours to decide' },
  'not-in-big5': {
    zh: '有 Big5 沒有的字，要先換成別的字或寫法（＂ µ ² 都沒有 Big5 碼）',
    en: 'some characters have no Big5 code (＂ µ ² have none); write something else first',
  },
  'not-configured': {
    zh: '設定檔沒有寫時區（fix: { timestampZone: "+08:00" }）',
    en: 'no zone is configured (fix: { timestampZone: "+08:00" })',
  },
};

const REFUSED: Record<NotFixed, Words> = {
  unreadable: {
    zh: '有檔案打不開或沒有讀完（損壞、有密碼、太大），所以沒有修正任何地方',
    en: 'A file could not be read to its end (damaged, a password, too large), so nothing was fixed',
  },
  'hostile-names': {
    zh: '壓縮檔裡有指到別處的檔名（..、絕對路徑、磁碟代號、控制字元），所以沒有修正任何地方',
    en: 'Names in the zip lead elsewhere (.., absolute paths, drives, control signs), so nothing was fixed',
  },
  'none-taken': {
    zh: '沒有任何一列（一筆）會收，所以沒有新的檔案（--only-taken）',
    en: 'No row or order would be taken, so there is no new file (--only-taken)',
  },
  'not-by-row': {
    zh: '--only-taken 只用在健保署逐筆收檔的送件（醫療檢查影像的 CSV、檢驗(查)結果的 XML）；這個送件是整件收，沒有改任何地方',
    en: '--only-taken is for submissions that NHI takes row by row (CSVs of medical images, XMLs of lab results); this is none, and nothing was changed',
  },
  changed: {
    zh: '檔案在修正的時候被改了，請再執行一次；沒有寫出任何檔案',
    en: 'The file changed while it was being fixed; run it again. Nothing was written',
  },
};

/** What each repair of a CSV does. */
const IN_CSV: Record<CsvFix, Words> = {
  'csv-utf16': { zh: 'UTF-16 → ASCII（內容不變）', en: 'UTF-16 → ASCII (the same text)' },
  'csv-bom': { zh: '有 BOM → 沒有 BOM（其他內容不變）', en: 'with BOM → without BOM (nothing else changes)' },
  'csv-delimiter': { zh: '{n} 列的欄位改用逗號分開', en: 'fields of {n} row(s) are now parted by commas' },
  'csv-header': { zh: '刪掉 {n} 列標題或說明', en: '{n} line(s) of a header or remark left out' },
  'csv-blank-lines': { zh: '刪掉 {n} 個空白列', en: '{n} blank line(s) left out' },
  'csv-end-mark': { zh: '刪掉檔案結尾的 1A', en: 'the end mark 1A left out' },
  'csv-line-ends': { zh: '{n} 個換行（單獨的 CR）→ CRLF', en: '{n} line end(s), CR alone → CRLF' },
  'csv-quotes': { zh: '{n} 列去掉不需要的引號', en: '{n} row(s) without quotes that nothing needs' },
  'csv-trailing-comma': { zh: '{n} 列去掉第 17 欄後面多的逗號', en: '{n} row(s) without commas behind column 17' },
  'csv-padding': { zh: '{n} 格去掉前後的空白', en: '{n} cell(s) without blanks around' },
  'csv-cell': { zh: '改了 {n} 格', en: '{n} cell(s) changed' },
  'csv-archive': { zh: '改了 {n} 格影像壓縮檔名稱', en: '{n} cell(s) with the name of the archive changed' },
};

const ALIKE = 20;

const looksAlike = ({ from, to }: ToldFix): boolean =>
  from !== null && to !== null && (from === to || from.normalize('NFC') === to.normalize('NFC'));

/** What changed, in words: 「a → b」. */
function change(edit: Edit, told: ToldFix, language: Language): string {
  const say = (key: keyof typeof SAY, args: Record<string, string | null> = {}): string =>
    fill(inLanguage(SAY[key], language), args);
  const inFile = edit.kind === 'flatten-file' || edit.kind === 'drop-file' ? '' : say('inFile', { file: told.file });
  const colon = inLanguage({ zh: '：', en: ': ' }, language);
  switch (edit.kind) {
    case 'csv':
      return colon + inFile + inLanguage(IN_CSV[edit.fix], language).replace('{n}', String(edit.count));
    case 'xml':
      return colon + inFile + inLanguage(IN_XML[edit.fix], language).replace('{n}', String(edit.count));
    case 'drop-folders':
      return say('change', { from: told.from, to: say('dropped') });
    case 'remove-bom':
      return colon + inFile + say('bom');
    case 'add-zone':
      return colon + inFile + say('zone', { to: told.to });
    case 'drop-file':
      return say('change', { from: told.from, to: say('dropped') });
    case 'repack':
      return say('change', { from: told.from, to: told.to }) + say('repack');
    case 'rename-inside':
      return `${colon}${inFile}${told.from} → ${told.to}${looksAlike(told) ? say('alike') : ''}`;
    default:
      return say('change', { from: told.from, to: told.to }) + (looksAlike(told) ? say('alike') : '');
  }
}

/** The first cells of a change, but for those of blanks alone, which look the same. */
function* cellLines({ id, cells = [], count = 0 }: ToldFix, language: Language): Generator<string> {
  if (cells.length === 0 || id === 'csv-padding') return;
  for (const { cell, from, to } of cells)
    yield fill(inLanguage(from === null || to === null ? SAY.hiddenCell : SAY.cell, language), { cell, from, to });
  if (count > cells.length) yield fill(inLanguage(SAY.moreCells, language), { n: count - cells.length });
}

/** What was done, for whom it is told. */
interface Telling {
  readonly name: string;
  readonly asOf: string;
  readonly planned: boolean;
  readonly language: Language;
}

function* editLines(edits: readonly Edit[], { name, asOf, planned, language }: Telling): Generator<string> {
  for (const [, same] of Map.groupBy(edits, ({ finding, kind }) => `${finding.rule.id} ${kind}`)) {
    for (const edit of same.slice(0, ALIKE)) {
      const { rule } = edit.finding;
      const head = fill(inLanguage(SAY[planned ? 'plan' : 'fix'], language), {
        title: inLanguage(rule.title, language),
        rule: rule.id,
      });
      const told = toldEdit(edit, name, asOf);
      yield `  ${head}${change(edit, told, language)}`;
      yield* cellLines(told, language);
      if (edit.kind === 'xml') yield* placeLines(told, language);
    }
    if (same.length > ALIKE) yield `  ${fill(inLanguage(SAY.more, language), { n: same.length - ALIKE })}`;
  }
}

function* skippedLines(skipped: readonly Skipped[], language: Language): Generator<string> {
  for (const [, same] of Map.groupBy(skipped, ({ finding, why }) => `${finding.rule.id} ${why}`)) {
    const [{ finding, why }] = same as [Skipped];
    const title = inLanguage(finding.rule.title, language);
    const args = { title, rule: finding.rule.id, why: inLanguage(WHY[why], language) };
    yield `  ${fill(inLanguage(SAY.left, language), args)}`;
    for (const { places = [] } of same) yield* skippedPlaces(places, language);
  }
}

/** So many runs of rows, and archives, are told on a terminal. */
const LEFT = 100;

/** What was left out on request. */
function* leftLines(left: LeftOut, words: typeof SAY_LEFT.csv, language: Language): Generator<string> {
  const { rows, count, kept, files, gap } = left;
  const sayLeft = (key: keyof typeof words, args: Record<string, string | number> = {}): string =>
    fill(inLanguage(words[key], language), args);
  const say = (key: keyof typeof SAY, args: Record<string, string | number> = {}): string =>
    fill(inLanguage(SAY[key], language), args);
  yield sayLeft('kept', { kept, n: count });
  for (const [why, key] of [
    ['not-taken', 'rowsNotTaken'],
    ['unknown', 'rowsUnknown'],
  ] as const) {
    const runs = rows.filter((run) => run.why === why);
    const told = runs.slice(0, LEFT).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
    if (runs.length > LEFT) told.push('…');
    if (runs.length > 0) yield sayLeft(key, { rows: told.join(inLanguage({ zh: '、', en: ', ' }, language)) });
  }
  for (const file of files.slice(0, ALIKE)) yield say('fileLeft', { file });
  if (files.length > ALIKE) yield say('filesMore', { n: files.length - ALIKE });
  if (gap) yield say('gap');
  yield sayLeft('sendLater');
}

/** How a repair ended. */
export interface FixEnd {
  /** Nothing is written: it only would be. */
  readonly dryRun: boolean;
  /** Whether only rows that would be taken were asked for. */
  readonly onlyTaken?: boolean | undefined;
  /** Where the new files lie, as the user is shown it. */
  readonly out: readonly string[];
}

/** What was repaired in one submission and what not, and the answer before and after, line by line. */
export function* fixLines(fixed: Fixed, { dryRun, onlyTaken, out }: FixEnd, language: Language): Generator<string> {
  const { before, after, edits, skipped, refused, left } = fixed;
  const say = (key: keyof typeof SAY, args: Record<string, string | number> = {}): string =>
    fill(inLanguage(SAY[key], language), args);
  if (refused) yield inLanguage(REFUSED[refused], language);
  else if (edits.length === 0 && !left) yield say('nothing');
  const { asOf } = before.report.ruleset;
  yield* editLines(edits, { name: before.submission.name, asOf, planned: dryRun, language });
  yield* skippedLines(skipped, language);
  const { byPart } = NAMES[before.submission.channel];
  const words = SAY_LEFT[byPart ?? 'csv'];
  if (left) yield* leftLines(left, words, language);
  else if (onlyTaken && !refused) yield inLanguage(words.allTaken, language);
  if (edits.length === 0 && !left) return;
  yield say('before', { sentence: before.report.verdict.sentence });
  yield say('after', { sentence: after.report.verdict.sentence });
  for (const path of out.slice(0, ALIKE)) yield say('out', { path });
  if (out.length > ALIKE) yield say('outMore', { n: out.length - ALIKE });
  if (dryRun) yield say('dry');
  if (after.report.findings.some(({ outcome }) => outcome !== 'advise')) yield say('byHand');
}

/** The fixes of one submission as data: done first, then proposed. */
export const toldFixes = ({ before, edits, skipped }: Fixed): ToldFix[] => [
  ...edits.map((edit) => toldEdit(edit, before.submission.name, before.report.ruleset.asOf)),
  ...skipped.map(toldSkipped),
];
