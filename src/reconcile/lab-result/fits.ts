import { ReconcileError } from '../error.ts';
import type { AnswerFile } from '../types.ts';
import type { AnswerName } from './names.ts';
import type { PackageFacts } from './package.ts';
import { dayOfRoc, daysBetween } from './roc-days.ts';

/** An answer with what its name tells. */
export interface Named {
  readonly file: AnswerFile;
  readonly name: AnswerName;
}

/** 收件序號 of all answers, which have to be about one upload; null where no name tells it. @throws ReconcileError */
export function oneReceiptNumber(named: readonly Named[]): string | null {
  const numbers = [...new Set(named.flatMap(({ name }) => name.receiptNumber ?? []))];
  if (numbers.length <= 1) return numbers[0] ?? null;
  const some = numbers.slice(0, 5);
  throw new ReconcileError(
    'usage',
    `這裡有 ${numbers.length} 個收件序號的答覆（${some.join('、')}），一次只能比對一次上傳：請只給其中一個收件序號的檔案`,
    `These answer ${numbers.length} uploads (${some.join(', ')}): give the files of one 收件序號 (解壓縮後單獨給)`,
  );
}

/** Whether a day is the one of the upload or, since what is sent today may be dated yesterday (h16), the next. */
type DayFit = 'same' | 'next';

/** Holds YYYMMDD of an answer against the day of upload; null where one of them is not told. @throws ReconcileError */
export function dayFit(roc: string | null, { uploadDay }: PackageFacts): DayFit | null {
  const day = dayOfRoc(roc ?? '');
  if (!day || !uploadDay) return null;
  const days = daysBetween(uploadDay, day);
  if (days === 0) return 'same';
  if (days === 1) return 'next';
  throw new ReconcileError(
    'usage',
    `不是同一次上傳，沒有比對：答覆檔名的日期是 ${day}，檔案的上傳日期（h16 檢驗（查）結果上傳日期時間前七碼）是 ${uploadDay}`,
    `Not the same upload, nothing was compared: the name of the answer says ${day}, the package (h16) ${uploadDay}`,
  );
}

/** Holds the institution of an answer against h2; null where one of them is not told. @throws ReconcileError */
export function institutionFit(told: string | null, { institution }: PackageFacts): true | null {
  if (!told || !institution) return null;
  if (told === institution) return true;
  throw new ReconcileError(
    'usage',
    '不是同一個醫事機構，沒有比對：答覆檔名的醫事機構代碼和檔案的 h2 醫事機構代碼不同',
    'Not the same institution, nothing was compared: the name of the answer has another code than the package (h2)',
  );
}
