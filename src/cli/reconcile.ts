import path from 'node:path';
import { IntakeError } from '../intake/errors.ts';
import type { Source } from '../intake/source.ts';
import { ArchiveError } from '../readers/archive/errors.ts';
import { ReconcileError } from '../reconcile/error.ts';
import { reconciliationLines } from '../reconcile/lines.ts';
import { type OpenedAnswer, openAnswer } from '../reconcile/open-answer.ts';
import { isReceipt, receipted } from '../reconcile/package-of.ts';
import { type AnsweredPackage, isAllSame, reconcile as reconciled } from '../reconcile/reconcile.ts';
import { ANSWER_WAYS } from '../reconcile/ways.ts';
import { harmless, harmlessJson } from '../report/harmless.ts';
import { ReceiptError } from '../upload/verify.ts';
import { type JudgeOptions, judgeOptions } from './check.ts';
import { CommandError, EXIT } from './exit.ts';
import { openOutput } from './output.ts';
import { passwordAsker } from './password.ts';
import { receiptTrouble } from './receipt.ts';
import { settings } from './settings.ts';
import { takeSources } from './take-sources.ts';

/** The options of `reconcile` as the command line gives them. */
export interface ReconcileOptions extends Omit<JudgeOptions, 'channel'> {
  /** The package that NHI answered, or its receipt. */
  readonly with?: string;
  /** File descriptor of the password of an encrypted zip. */
  readonly passwordFd?: number;
  readonly format: 'pretty' | 'json';
  readonly output?: string;
}

const whenToLook = (): { zh: string; en: string } => ({
  zh: ANSWER_WAYS.map((way) => way.whenToLook.zh).join('\n'),
  en: ANSWER_WAYS.map((way) => way.whenToLook.en).join('\n'),
});

/** With words on when there is an answer at all. */
function usage(zh: string, en: string): CommandError {
  const when = whenToLook();
  return new CommandError(EXIT.usage, `${zh}\n${when.zh}`, `${en}\n${when.en}`);
}

const ARCHIVE_WORDS: Partial<Record<ArchiveError['code'], readonly [number, string, string]>> = {
  damaged: [EXIT.nothing, '答覆檔壞了或沒有下載完，請重新下載', 'The answer is damaged or cut: download it again'],
  empty: [EXIT.nothing, '答覆檔是空的，請重新下載', 'The answer is an empty file: download it again'],
  'wrong-kind': [EXIT.nothing, '答覆不是健保署給的 .zip 或 .txt', 'The answer is no .zip or .txt as NHI gives it'],
  'multi-volume': [EXIT.nothing, '答覆是分成好幾份的 zip，請重新下載', 'A zip in several parts: download it again'],
  encrypted: [
    EXIT.nothing,
    '答覆用了不能讀的加密方式；請改用「下載」而不是「加密下載」',
    'An encryption that cannot be read: download it without',
  ],
  'unsupported-method': [
    EXIT.nothing,
    '答覆的 zip 用了不能讀的壓縮方式',
    'The zip is packed in a way that cannot be read',
  ],
};

/** An error of the answer, in words. */
function answerTrouble(error: unknown): unknown {
  if (error instanceof ReconcileError)
    return new CommandError(error.kind === 'nothing' ? EXIT.nothing : EXIT.usage, error.words.zh, error.words.en);
  if (error instanceof IntakeError) {
    const name = harmless(path.posix.basename(error.path));
    if (error.code === 'not-found') return usage(`找不到：${name}`, `There is no: ${name}`);
    if (error.code === 'unreadable')
      return new CommandError(
        EXIT.usage,
        `讀不到：${name}；要給答覆檔本身，不是資料夾`,
        `Cannot be read: ${name}; name the file of the answer, no folder`,
      );
    return new CommandError(EXIT.usage, `讀不到：${name}（${error.code}）`, `Cannot be read: ${name} (${error.code})`);
  }
  if (!(error instanceof ArchiveError)) return error;
  const [code, zh, en] = ARCHIVE_WORDS[error.code] ?? [];
  if (code !== undefined && zh !== undefined && en !== undefined) return new CommandError(code, zh, en);
  if (error.limit === null) return error; // a fault of ours
  const numbers = `${error.limit} ${error.value}, ${error.found}`;
  return new CommandError(
    EXIT.usage,
    `答覆超過本工具的上限，沒有讀完（${numbers}）：不像健保署給的檔案`,
    `The answer is beyond what we read (${numbers}): hardly a file of NHI`,
  );
}

async function packageAt(named: string): Promise<AnsweredPackage> {
  if (isReceipt(named)) {
    try {
      const { sources, id } = await receipted(named);
      return { sources, receipt: id };
    } catch (error) {
      throw error instanceof ReceiptError ? receiptTrouble(error, named) : error;
    }
  }
  const { sources, unreadable } = await takeSources([named]);
  const all: readonly Source[] = [...sources, ...unreadable];
  return { sources: all, receipt: null };
}

/**
 * `nhi-precheck reconcile ANSWER… --with PATH`: NHI's answer to a package against ours. Writes no ledger.
 * @returns the exit code: 0 only where all is the same
 * @throws CommandError
 */
export async function reconcile(answers: readonly string[], options: ReconcileOptions): Promise<number> {
  if (answers.length === 0 || answers.includes(''))
    throw usage(
      '沒有給健保署的答覆檔：nhi-precheck reconcile 答覆檔 --with 當時上傳的檔案',
      "Name NHI's answer: nhi-precheck reconcile ANSWER --with PACKAGE",
    );
  if (!options.with)
    throw new CommandError(
      EXIT.usage,
      '沒有說是哪個檔案的答覆：--with 當時上傳的 zip 或它的憑證',
      'Say what was answered: --with the zip that was uploaded, or its receipt',
    );
  const config = await settings(options.config);
  const language = options.lang ?? config.language ?? 'zh-TW';
  const output = openOutput(options.output);
  try {
    const answer: OpenedAnswer = await openAnswer(answers, ANSWER_WAYS, passwordAsker(options.passwordFd));
    const result = await reconciled(answer, await packageAt(options.with), judgeOptions(options, config));
    if (options.format === 'json') output.write(`${harmlessJson(JSON.stringify(result, null, 2))}\n`);
    else output.write(`${[...reconciliationLines(result, answer.way.whenToLook, language)].join('\n')}\n`);
    await output.close();
    return isAllSame(result) ? EXIT.ok : EXIT.notAccepted;
  } catch (error) {
    throw answerTrouble(error);
  } finally {
    output.abandon();
  }
}
