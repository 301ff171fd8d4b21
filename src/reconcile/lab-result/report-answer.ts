import type { Words } from '../../engine/rule-schema.ts';
import { ReconcileError } from '../error.ts';
import { tallying } from '../tally.ts';
import type { Answered, Tally, UnreadWhy } from '../types.ts';
import { dayFit, institutionFit, type Named } from './fits.ts';
import type { Matched } from './match.ts';
import type { PackageFacts } from './package.ts';
import type { Report } from './read-report.ts';

/** A report that was read. */
export interface ReadReport extends Named {
  readonly report: Report;
}

/** @throws ReconcileError where not one of the reports shows its columns */
export function throwIfUnreadable(reports: readonly ReadReport[]): void {
  if (reports.some(({ report }) => report.by !== null)) return;
  const [zh, en] = reports.every(({ report }) => report.empty)
    ? ['答覆檔是空的，請重新下載', 'The answer is an empty file: download it again']
    : [
        '看不懂這份檢核錯誤報告：沒有找到「程式代號」下面一排排的 = 和認得的欄位。可能不是 *.assaychk.txt、只下載了一部分，或健保署改了版面',
        'This report cannot be read: no heading with 程式代號 and rulers of = whose columns are known. It may be no *.assaychk.txt, be cut, or NHI has changed it',
      ];
  throw new ReconcileError('nothing', zh, en);
}

function together(tallies: readonly Tally<UnreadWhy>[]): Tally<UnreadWhy> {
  const all = tallying<UnreadWhy>();
  for (const tally of tallies) all.join(tally);
  return all.done();
}

const ONLY_REFUSED: Words = {
  zh: '檢核錯誤報告只列出錯的：沒有列出來的，當作健保署收了',
  en: 'The report lists only what is wrong: what is not in it counts as taken by NHI',
};
const BY_ORDER: Words = {
  zh: '報告的標題沒有認得的欄名，依 2019 年的 49 欄順序讀',
  en: 'The headings name no known fields: the 49 cells were read in the order of 2019',
};
const NEXT_DAY: Words = {
  zh: '檔名的日期是上傳日期（h16）的隔天，當作同一次上傳',
  en: 'The name is dated the day after the day of upload (h16): taken for the same upload',
};
const UNNAMED: Words = {
  zh: '檔名看不出醫事機構和日期，只憑內容對照',
  en: 'The name tells neither institution nor day: only what is in the report was held against the package',
};

/** The answer of reports, with the hdata that their records are about. @throws ReconcileError where they are of another upload */
export function reportAnswer(
  reports: readonly ReadReport[],
  receiptNumber: string | null,
  facts: PackageFacts,
  { refusals, withoutCode, unmatched }: Matched,
): Answered {
  const days = reports.map(({ name }) => dayFit(name.day, facts));
  const isNamed = reports.every(({ name }, i) => institutionFit(name.institution, facts) && days[i]);
  const records = reports.reduce((sum, { report }) => sum + report.records.length, 0);
  const unread = together(reports.map(({ report }) => report.unread));
  const isOrder = reports.some(({ report }) => report.by === 'order');
  return {
    scope: 'units',
    refusals,
    uploadDay: facts.uploadDay,
    receiptNumber,
    files: reports.map(({ file, report: { records: own, encoding, by } }) => ({
      shown: file.shown,
      records: own.length,
      encoding,
      by,
    })),
    records,
    withoutCode,
    unread,
    unmatched,
    tied: refusals.size > 0 || (isNamed && records === withoutCode && unread.total === 0),
    assumed: [
      ONLY_REFUSED,
      ...(isOrder ? [BY_ORDER] : []),
      ...(days.includes('next') ? [NEXT_DAY] : []),
      ...(isNamed ? [] : [UNNAMED]),
    ],
  };
}
