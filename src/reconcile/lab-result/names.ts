/** What the name of one of NHI's answers tells. */
export interface AnswerName {
  readonly kind: 'report' | 'message';
  /** 醫事機構代碼, in upper case. */
  readonly institution: string | null;
  /** YYYMMDD. */
  readonly day: string | null;
  /** 收件序號: YYYMMDD and six digits. */
  readonly receiptNumber: string | null;
}

const REPORT = /^([0-9A-Z]{10})-(\d{7})-\d+-(\d{13})-\d+\.assaychk\.txt$/i;
const MESSAGE = /^\d+_(\d{13})\.msg\.txt$/i;

/** Reads `<醫事機構代碼>-<YYYMMDD>-<n>-<收件序號>-<n>.assaychk.txt` or `1300_<收件序號>.msg.txt`; undefined for any other end. */
export function answerName(name: string): AnswerName | undefined {
  const [, institution, day, number] = REPORT.exec(name) ?? [];
  const nothing = { institution: null, day: null, receiptNumber: null };
  if (institution && day && number)
    return { kind: 'report', institution: institution.toUpperCase(), day, receiptNumber: number };
  const [, receiptNumber] = MESSAGE.exec(name) ?? [];
  if (receiptNumber) return { ...nothing, kind: 'message', receiptNumber };
  if (/\.assaychk\.txt$/i.test(name)) return { ...nothing, kind: 'report' };
  return /\.msg\.txt$/i.test(name) ? { ...nothing, kind: 'message' } : undefined;
}
