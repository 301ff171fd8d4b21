import path from 'node:path';
import type { Words } from '../engine/rule-schema.ts';
import { harmless } from '../report/harmless.ts';
import type { Language } from '../report/report-schema.ts';
import { inLanguage, stateOf } from '../report/words.ts';
import { BUSINESS, PURPOSE_WORDS } from '../upload/purpose.ts';
import type { Receipt } from '../upload/receipt-schema.ts';
import { ReceiptError, readReceipt, type Verified, verify } from '../upload/verify.ts';
import { CommandError, EXIT } from './exit.ts';
import { takeSources } from './take-sources.ts';

/** The options of `receipt verify` as the command line gives them. */
export interface VerifyOptions {
  readonly lang?: Language;
}

const TROUBLE: Readonly<Record<ReceiptError['why'], Words>> = {
  'not-found': { zh: '找不到憑證', en: 'There is no receipt' },
  unreadable: { zh: '沒有權限或讀不到憑證', en: 'Cannot read the receipt' },
  'too-large': { zh: '檔案太大，不是憑證', en: 'Too large to be a receipt' },
  'no-receipt': {
    zh: '不是 nhi-precheck 的憑證（*.receipt.json），或是新版寫的',
    en: 'Not a receipt of nhi-precheck (*.receipt.json), or one of a newer version',
  },
};

/** Why a receipt cannot be used, in words. */
export function receiptTrouble({ why }: ReceiptError, file: string): CommandError {
  const { zh, en } = TROUBLE[why];
  const name = path.basename(file);
  return new CommandError(EXIT.usage, `${zh}：${name}`, `${en}: ${name}`);
}

/**
 * `nhi-precheck receipt verify RECEIPT PATH…`: whether files are the very ones of a receipt.
 * @returns the exit code: 0 only when all is as it was
 * @throws CommandError
 */
export async function verifyReceipt(file: string, paths: readonly string[], options: VerifyOptions): Promise<number> {
  let receipt: Receipt;
  try {
    receipt = await readReceipt(file);
  } catch (error) {
    throw error instanceof ReceiptError ? receiptTrouble(error, file) : error;
  }
  const { sources, unreadable } = await takeSources(paths);
  const verified = await verify(receipt, file, [...sources, ...unreadable]);
  const lines = [...told(receipt, verified, options.lang ?? 'zh-TW')];
  process.stdout.write(`${lines.map(harmless).join('\n')}\n`);
  return verified.whole ? EXIT.ok : EXIT.notAccepted;
}

function* told(receipt: Receipt, verified: Verified, language: Language): Generator<string> {
  const say = (zh: string, en: string): string => inLanguage({ zh, en }, language);
  const { name, files, channel, purpose, businessCode, verdict, ruleset, handedOverAt, acceptedHold } = receipt;
  yield verified.whole
    ? say(
        `✔ 相符：${files.length} 個檔案和憑證上的一模一樣`,
        `✔ The same: all ${files.length} file(s) are those of the receipt`,
      )
    : say('✖ 不相符：和憑證上的不一樣', '✖ Not the same as in the receipt');
  const what = inLanguage(PURPOSE_WORDS[purpose], language);
  yield `  ${name} · ${what} ${businessCode ?? BUSINESS[channel][purpose]?.name ?? channel} · ${handedOverAt}`;
  const answer = inLanguage(stateOf(channel, verdict.answer), language);
  yield say(
    `  當時的預判：${answer}（規則 ${ruleset.version}，依 ${ruleset.asOf}）`,
    `  predicted answer then: ${answer} (rules ${ruleset.version} as of ${ruleset.asOf})`,
  );
  if (acceptedHold !== null)
    yield say(`  會停在等待仍送出的理由：${acceptedHold}`, `  handed over although held: ${acceptedHold}`);
  if (verified.sealBroken)
    yield say(
      '  ✖ 憑證本身被改過（封印不符），上面寫的不能相信',
      '  ✖ The receipt itself was edited: its seal is broken',
    );
  for (const each of verified.missing) yield say(`  ✖ 少了：${each}`, `  ✖ missing: ${each}`);
  for (const each of verified.differs) yield say(`  ✖ 內容變了：${each}`, `  ✖ differs: ${each}`);
  for (const each of verified.unreadable) yield say(`  ✖ 讀不到：${each}`, `  ✖ cannot be read: ${each}`);
  for (const each of verified.extra) yield say(`  ✖ 憑證上沒有：${each}`, `  ✖ not in the receipt: ${each}`);
}
