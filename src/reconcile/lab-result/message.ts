import { HEAD_BYTES, headOf, headText } from '../big5-lines.ts';
import type { AnswerFile } from '../types.ts';

/** As NHI words it, without blanks. */
const WHOLE_FILE = 'XML申報檔案處理錯誤';

/** Whether some text says that NHI refused the whole file. */
export const saysWholeFile = (text: string): boolean => text.normalize('NFKC').replace(/\s/g, '').includes(WHOLE_FILE);

/** Whether a `*.msg.txt` says that NHI refused the whole file; the only wording that is known. @throws ArchiveError, IntakeError */
export async function isWholeFileMessage(file: AnswerFile): Promise<boolean> {
  return file.size <= HEAD_BYTES && saysWholeFile(headText(await headOf(file)));
}
