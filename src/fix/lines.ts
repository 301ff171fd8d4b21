import type { Words } from '../engine/rule-schema.ts';
import type { Language } from '../report/report-schema.ts';
import { fill, inLanguage } from '../report/words.ts';
import type { Edit, Skipped, Why } from './edit.ts';
import type { Fixed, NotFixed } from './fix-submission.ts';
import { type ToldFix, toldEdit, toldSkipped } from './told.ts';

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
  more: {
    zh: '… 同樣的還有 {n} 件（--format json 看全部）',
    en: '… {n} more like these (--format json lists them all)',
  },
  left: { zh: '沒有自動修正：{title}（{rule}）：{why}', en: 'not fixed by itself: {title} ({rule}): {why}' },
  nothing: { zh: '沒有可以自動修正的地方，所以沒有新的檔案', en: 'Nothing to fix by itself, so there is no new file' },
  before: { zh: '修正前：{sentence}', en: 'before: {sentence}' },
  after: { zh: '修正後：{sentence}', en: 'after: {sentence}' },
  out: { zh: '新的檔案：{path}', en: 'new file: {path}' },
  dry: { zh: '試跑，沒有寫出任何檔案', en: 'a dry run: nothing was written' },
  byHand: { zh: '還要自己處理的：', en: 'Left to do by hand:' },
} satisfies Record<string, Words>;

const WHY: Record<Why, Words> = {
  'name-taken': { zh: '改了會和另一個檔案同名', en: 'another file would have the same name' },
  'two-candidates': { zh: '有不只一個檔案可能是它，不能替您選', en: 'more than one file may be meant' },
  'not-certain': { zh: '不能確定怎麼改才對，要由您決定', en: 'what is right cannot be told; it is yours to decide' },
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
  changed: {
    zh: '檔案在修正的時候被改了，請再執行一次；沒有寫出任何檔案',
    en: 'The file changed while it was being fixed; run it again. Nothing was written',
  },
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

function* editLines(edits: readonly Edit[], name: string, planned: boolean, language: Language): Generator<string> {
  for (const [, same] of Map.groupBy(edits, ({ finding, kind }) => `${finding.rule.id} ${kind}`)) {
    for (const edit of same.slice(0, ALIKE)) {
      const { rule } = edit.finding;
      const head = fill(inLanguage(SAY[planned ? 'plan' : 'fix'], language), {
        title: inLanguage(rule.title, language),
        rule: rule.id,
      });
      yield `  ${head}${change(edit, toldEdit(edit, name), language)}`;
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
  }
}

/** How a repair ended. */
export interface FixEnd {
  /** Nothing is written: it only would be. */
  readonly dryRun: boolean;
  /** Where the new files lie, as the user is shown it. */
  readonly out: readonly string[];
}

/** What was repaired in one submission and what not, and the answer before and after, line by line. */
export function* fixLines(fixed: Fixed, { dryRun, out }: FixEnd, language: Language): Generator<string> {
  const { before, after, edits, skipped, refused } = fixed;
  const say = (key: keyof typeof SAY, args: Record<string, string> = {}): string =>
    fill(inLanguage(SAY[key], language), args);
  if (refused) yield inLanguage(REFUSED[refused], language);
  else if (edits.length === 0) yield say('nothing');
  yield* editLines(edits, before.submission.name, dryRun, language);
  yield* skippedLines(skipped, language);
  if (edits.length === 0) return;
  yield say('before', { sentence: before.report.verdict.sentence });
  yield say('after', { sentence: after.report.verdict.sentence });
  for (const path of out) yield say('out', { path });
  if (dryRun) yield say('dry');
  if (after.report.findings.length > 0) yield say('byHand');
}

/** The fixes of one submission as data: done first, then proposed. */
export const toldFixes = ({ before, edits, skipped }: Fixed): ToldFix[] => [
  ...edits.map((edit) => toldEdit(edit, before.submission.name)),
  ...skipped.map(toldSkipped),
];
