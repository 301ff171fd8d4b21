import { type Command, InvalidArgumentError, Option } from 'commander';
import { CHANNEL_IDS } from '../channels/ids.ts';
import { isDay } from '../clock.ts';

/** A real day, yyyy-MM-dd. @throws InvalidArgumentError */
export function day(text: string): string {
  if (!isDay(text))
    throw new InvalidArgumentError('要是真的日期 yyyy-MM-dd，例如 2026-05-12 / not a real day, yyyy-MM-dd');
  return text;
}

/** 醫事機構代號. @throws InvalidArgumentError */
export function institution(text: string): string {
  if (!/^[0-9A-Z]{10}$/.test(text)) throw new InvalidArgumentError('醫事機構代號是 10 碼大寫英數 / 10 of 0-9 A-Z');
  return text;
}

/** A whole number above 0. @throws InvalidArgumentError */
export function positive(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('要是正整數 / a whole number above 0');
  return Number(text);
}

/** A file descriptor that somebody else opened for reading; 1 and 2 are for writing. @throws InvalidArgumentError */
export function descriptor(text: string): number {
  if (!/^(?:0|[3-9]|[1-9]\d{1,3})$/.test(text))
    throw new InvalidArgumentError('要是 0 或 3 以上的檔案描述子號碼，例如 3 / a descriptor, 0 or from 3 on');
  return Number(text);
}

/** Text that says something. @throws InvalidArgumentError */
export function told(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('要寫理由 / a reason, in words');
  return text.trim();
}

/** `--lang`, in every command. */
export const language = (): Option => new Option('--lang <lang>', '語言 / language').choices(['zh-TW', 'en']);

/** The options that say what is judged and how, in every command that judges. */
export const judging = (command: Command): Command =>
  command
    .addOption(
      new Option('--channel <channel>', '上傳作業（不給就自動認出）/ instead of recognising it').choices([
        ...CHANNEL_IDS,
      ]),
    )
    .option(
      '--as-of <yyyy-MM-dd>',
      '以這一天（臺北時間，當天結束）的規則判斷；不給就是今天 / judge as of the end of that day',
      day,
    )
    .addOption(language())
    .option('--institution <code>', '登入的醫事機構代號 / institution code of the login', institution)
    .option('--config <file>', '設定檔（不給就找目前資料夾的 nhi-precheck.yaml）/ configuration file')
    .option('--print-config', '只印出實際採用的設定和每個值的來源 / only print the settings and their origins');
