import type { ChannelId } from '../channels/ids.ts';
import type { Words } from '../engine/rule-schema.ts';
import { harmless } from '../report/harmless.ts';
import { stateOf } from '../report/words.ts';
import type { HandedOver } from './hand-over.ts';
import type { HandOver } from './hand-over-rows.ts';
import { taipeiTime } from './taipei-time.ts';
import type { Unfit } from './validated.ts';
import { REFUSAL } from './words.ts';

/** Day and time in Taipei, as a person reads it: `2026-05-12 14:03`. */
export const shownTime = (at: string): string => taipeiTime(new Date(at)).slice(0, 16).replace('T', ' ');

/** The hand-over that stands in the way. */
export function earlierWords({ at, standing, target, host, name }: HandOver): Words {
  const when = shownTime(at);
  const where = { zh: target ? `（${harmless(target)}）` : '', en: target ? ` (${harmless(target)})` : '' };
  const what = harmless(name);
  switch (standing) {
    case 'in-progress':
      return {
        zh: `另一個程式正在移交「${what}」（${when} 開始），這次不重複移交`,
        en: `another process is handing over "${what}" (since ${when})`,
      };
    case 'unsure':
      return {
        zh: `「${what}」在電腦 ${harmless(host ?? '')} 於 ${when} 開始移交，這裡看不到有沒有完成${where.zh}。請在那台電腦執行 nhi-precheck history；為免重複，這次不移交`,
        en: `"${what}" was begun on ${harmless(host ?? '')} at ${when}; whether it was finished cannot be seen from here${where.en}. Look at history on that machine`,
      };
    default:
      return {
        zh: `同名的檔案在 ${when} 已經移交過${where.zh}，健保署不收重複的原始檔名。內容有改的話，請換新的案件編號和序號`,
        en: `files of the same name were handed over at ${when}${where.en}; NHI takes no original file name twice`,
      };
  }
}

/** Why a judged package is not handed over. */
export function unfitWords({ answer, deciding }: Unfit, channel: ChannelId): Words {
  const state = stateOf(channel, answer);
  const rules = [...new Set(deciding.map(({ ruleId }) => ruleId))];
  const some = rules.slice(0, 5).join('、') + (rules.length > 5 ? '…' : '');
  const because = some === '' ? '' : `（${some}）`;
  const hold = answer === 'hold';
  const unknown = answer === 'unknown';
  return {
    zh: `預判是「${state.zh}」${because}${hold ? '；若確定要先送，用 --accept-hold "理由"' : unknown ? '；沒有檢查完的不能移交' : ''}`,
    en: `predicted answer: ${state.en}${some === '' ? '' : ` (${rules.slice(0, 5).join(', ')}${rules.length > 5 ? '…' : ''})`}${hold ? '; --accept-hold "REASON" hands it over all the same' : ''}`,
  };
}

/** Why a hand-over did not happen; null where it did, or would. */
export function notSentWords(result: HandedOver): Words | null {
  switch (result.kind) {
    case 'refused': {
      const { zh, en } = REFUSAL[result.code];
      if (result.code === 'no-such-purpose' || result.code === 'not-zipped') return { zh, en };
      return { zh: `${zh}（${harmless(result.target)}）`, en: `${en} (${harmless(result.target)})` };
    }
    case 'earlier':
      return earlierWords(result.handOver);
    case 'unknown':
      return {
        zh: `檔案已經在 ${harmless(result.target)}，但磁碟沒有確認寫好。請確認那個資料夾完整（nhi-precheck receipt verify），再上傳`,
        en: `the files are in ${harmless(result.target)}, but the disk did not confirm it. Run nhi-precheck receipt verify on it before uploading`,
      };
    default:
      return null;
  }
}
