import type { Words } from '../engine/rule-schema.ts';
import { harmless } from '../report/harmless.ts';
import type { Language } from '../report/report-schema.ts';
import { inLanguage, REASON, stateOf, unitsCounted } from '../report/words.ts';
import { answerLines } from './answer-lines.ts';
import { DIFFERENCES, type Difference, type DifferenceKind, type Reconciliation } from './result-schema.ts';
import { DIFFERENCE_WORDS, MEANING_WORDS, NO_DATA, WHOLE_FILE_MEANING } from './words.ts';

/** Differences of a kind that are printed. */
const PRINTED = 20;

type Say = (zh: string, en: string) => string;

/** The first line: how far both agree. */
function headline(
  { counts, parity, channel, answer, package: { answer: ours } }: Reconciliation,
  language: Language,
  say: Say,
): string {
  const state = inLanguage(stateOf(channel, ours), language);
  if (answer.scope === 'file') {
    if (counts.same === 1)
      return say(
        '✔ 相同：健保署整個檔案不收（XML申報檔案處理錯誤），我們也預判整個檔案不收',
        '✔ The same: NHI refused the whole file (XML申報檔案處理錯誤), as we predicted',
      );
    return say(
      `✖ 不同：健保署整個檔案不收（XML申報檔案處理錯誤），我們的預判是「${state}」`,
      `✖ Not the same: NHI refused the whole file (XML申報檔案處理錯誤), our prediction is: ${state}`,
    );
  }
  if (parity === null)
    return say(
      '○ 沒有比對出結果：答覆裡沒有一筆對得到這個檔案，所以不能說健保署收了哪些',
      '○ Nothing could be compared: no record of the answer was found in this package',
    );
  const total = unitsCounted(channel, counts.total, language);
  const mark = counts.same === counts.total && counts.unmatched === 0 && answer.unread.total === 0 ? '✔' : '✖';
  return say(
    `${mark} 一致率 ${parity}%：${total}裡有 ${counts.same} 筆和健保署的答覆相同`,
    `${mark} Parity ${parity}%: ${counts.same} of ${total} are as NHI answered`,
  );
}

function* countLines({ counts, reasons }: Reconciliation, say: Say): Generator<string> {
  const { same, partly, other } = reasons;
  yield say(`  兩邊都收  ${counts.bothTook}`, `  both took it       ${counts.bothTook}`);
  yield say(
    `  兩邊都退  ${counts.bothRefused}（代碼相同 ${same}、部分相同 ${partly}、其他原因 ${other}）`,
    `  both refused it    ${counts.bothRefused} (codes the same ${same}, partly ${partly}, another reason ${other})`,
  );
  yield say(`  健保署退、我們預判會收  ${counts.nhiOnly}`, `  only NHI refused   ${counts.nhiOnly}`);
  yield say(`  健保署收、我們預判會退  ${counts.oursOnly}`, `  only we refused    ${counts.oursOnly}`);
  if (counts.notCompared > 0)
    yield say(`  不能比對  ${counts.notCompared}`, `  not comparable     ${counts.notCompared}`);
  if (counts.unmatched > 0)
    yield say(
      `  答覆裡對不到的錯誤記錄  ${counts.unmatched}：健保署退的最多還可能多這麼多筆，一致率沒有算進去`,
      `  records unmatched  ${counts.unmatched}: NHI may have refused so many more; parity does not know of them`,
    );
}

function differenceLine(difference: Difference, { codes }: Reconciliation, language: Language, say: Say): string {
  const { unit, line, nhi, fields, results, ours } = difference;
  const named = (code: string): string => {
    const name = codes.find((row) => row.code === code)?.name;
    return name ? `${code} ${name}` : code;
  };
  const marked = fields.map(({ tag, name }) => `${tag} ${name}`.trim());
  const rules = ours.map(({ ruleId, code }) => (code ? `${ruleId} (${code})` : ruleId));
  const some = (list: readonly string[]): string => {
    const comma = language === 'en' ? ', ' : '、';
    return list.slice(0, 6).join(comma) + (list.length > 6 ? '…' : '');
  };
  const parts = [
    (unit === 'file' ? say('整個檔案', 'the whole file') : unit) +
      (line === null ? '' : say(`（第 ${line} 行）`, ` (line ${line})`)),
    ...(nhi.length > 0 ? [say(`健保署 ${some(nhi.map(named))}`, `NHI ${some(nhi.map(named))}`)] : []),
    ...(marked.length > 0 ? [say(`標 * 的欄位 ${some(marked)}`, `marked ${some(marked)}`)] : []),
    ...(results.length > 0
      ? [say(`第 ${some(results.map(String))} 個 rdata`, `rdata ${some(results.map(String))}`)]
      : []),
    ...(rules.length > 0 ? [say(`我們 ${some(rules)}`, `ours ${some(rules)}`)] : []),
  ];
  return `  ${parts.join(' · ')}`;
}

function* differenceLines(
  kind: DifferenceKind,
  result: Reconciliation,
  language: Language,
  say: Say,
): Generator<string> {
  const own = result.differences.filter((difference) => difference.kind === kind);
  if (own.length === 0) return;
  const { nhiOnly, oursOnly } = result.counts;
  const { partly, other } = result.reasons;
  const count = { 'nhi-only': nhiOnly, 'ours-only': oursOnly, 'other-reason': partly + other }[kind];
  yield '';
  yield say(`${DIFFERENCE_WORDS[kind].zh}（${count}）`, `${DIFFERENCE_WORDS[kind].en} (${count})`);
  for (const difference of own.slice(0, PRINTED)) yield differenceLine(difference, result, language, say);
  if (count > PRINTED)
    yield say(`  … 還有 ${count - PRINTED} 筆（--format json 看更多）`, `  … ${count - PRINTED} more (--format json)`);
  const meaning = result.answer.scope === 'file' ? WHOLE_FILE_MEANING : MEANING_WORDS[kind];
  yield `  → ${inLanguage(meaning, language)}`;
}

function* codeLines({ codes, codesCut }: Reconciliation, say: Say): Generator<string> {
  if (codes.length === 0) return;
  yield '';
  yield say('依健保署的錯誤代碼（筆數）', 'By NHI’s error codes (units)');
  for (const { code, name, nhi, ours, both, reminded, notChecked } of codes) {
    const also = reminded > 0 ? say(`（我們只提醒的 ${reminded}）`, ` (only reminded by us: ${reminded})`) : '';
    const not = notChecked
      ? say(`　本工具不檢查：${REASON[notChecked].zh}`, `  not checked by us: ${REASON[notChecked].en}`)
      : '';
    yield `  ${code} ${name ?? say('（不認得的代碼）', '(unknown)')}　${say(`健保署 ${nhi}・我們 ${ours}・相同 ${both}`, `NHI ${nhi} · ours ${ours} · both ${both}`)}${also}${not}`;
  }
  if (codesCut) yield say('  發現太多，我們的代碼筆數只算到一部分', '  too many findings: ours are counted in part');
}

/** What a reconciliation says, in lines for a person; no line can command a terminal. */
export function* reconciliationLines(result: Reconciliation, whenToLook: Words, language: Language): Generator<string> {
  const say: Say = (zh, en) => inLanguage({ zh, en }, language);
  const all = function* (): Generator<string> {
    yield headline(result, language, say);
    if (result.answer.scope === 'units' && result.parity !== null) yield* countLines(result, say);
    yield* answerLines(result, language);
    for (const kind of DIFFERENCES) yield* differenceLines(kind, result, language, say);
    yield* codeLines(result, say);
    yield '';
    if (result.differences.length > 0) yield inLanguage(NO_DATA, language);
    yield inLanguage(whenToLook, language);
  };
  for (const line of all()) yield harmless(line);
}
