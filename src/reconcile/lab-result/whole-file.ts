import { ReconcileError } from '../error.ts';
import type { Answered } from '../types.ts';
import { dayFit, type Named } from './fits.ts';
import { isWholeFileMessage } from './message.ts';
import type { PackageFacts } from './package.ts';

const NONE = { counts: {}, total: 0, places: [] };

/**
 * The answer that NHI refused the whole file.
 * @throws ReconcileError where a message says something else, or is of another day; ArchiveError, IntakeError
 */
export async function wholeFileAnswer(
  messages: readonly Named[],
  receiptNumber: string | null,
  facts: PackageFacts,
): Promise<Answered> {
  for (const { file } of messages)
    if (!(await isWholeFileMessage(file)))
      throw new ReconcileError(
        'nothing',
        'msg.txt 寫的不是「XML申報檔案處理錯誤」。健保署公開的文件只說明這一種，所以沒有比對；請直接打開來看',
        'This msg.txt does not say XML申報檔案處理錯誤, the only message that is documented: open it and read it',
      );
  const fit = dayFit(receiptNumber?.slice(0, 7) ?? null, facts);
  return {
    scope: 'file',
    refusals: new Map(),
    uploadDay: facts.uploadDay,
    receiptNumber,
    files: messages.map(({ file }) => ({ shown: file.shown, records: 0, encoding: null, by: null })),
    records: 0,
    withoutCode: 0,
    unread: NONE,
    unmatched: NONE,
    tied: true,
    assumed: [
      fit
        ? {
            zh: 'msg.txt 沒有醫事機構代碼，只核對了收件序號的日期；是不是這個檔案的答覆，請自己確認收件序號',
            en: 'A msg.txt names no institution: only the day of its 收件序號 was compared; see that it is that of this upload',
          }
        : {
            zh: 'msg.txt 看不出是哪一次上傳，就當作是這個檔案的答覆；請自己確認收件序號',
            en: 'Nothing tells which upload this msg.txt is about: it was taken for the answer to this one',
          },
    ],
  };
}
