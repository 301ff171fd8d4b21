import { existsSync } from 'node:fs';
import { type ConfigFile, readConfig } from '../config/read.ts';
import { CONFIG_NAME, type Config } from '../config/schema.ts';
import { RuleError } from '../engine/rule-error.ts';
import { withoutPersonal } from '../report/mask.ts';
import { CommandError, EXIT } from './exit.ts';

/** The configuration named, or the one in the current folder, or none. @throws CommandError */
export async function configFile(named: string | undefined): Promise<ConfigFile | undefined> {
  const file = named ?? (existsSync(CONFIG_NAME) ? CONFIG_NAME : undefined);
  if (file === undefined) return undefined;
  try {
    return await readConfig(file);
  } catch (error) {
    if (error instanceof RuleError) throw wrong(file, error);
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new CommandError(
      EXIT.usage,
      `讀不到設定檔 ${file}（${code}）`,
      `Cannot read the configuration ${file} (${code})`,
    );
  }
}

/** The settings of that configuration. @throws CommandError */
export async function settings(named: string | undefined): Promise<Config> {
  return (await configFile(named))?.config ?? {};
}

/** What the parser says, in Chinese, where a user meets it often. */
const SAID: readonly [RegExp, string][] = [
  [/unknown key "(.*?)"; did you mean "(.*?)"\?/, '不認得「$1」，是不是「$2」？'],
  [/unknown key "(.*?)"/, '不認得「$1」'],
  [/there is no rule "(.*?)"; did you mean "(.*?)"\?/, '沒有規則「$1」，是不是「$2」？'],
  [/there is no rule "(.*?)"/, '沒有規則「$1」（nhi-precheck rules list 列出全部）'],
  [
    /NHI enforces this \((.*?)\): making it quieter \((.*?)\).*/,
    '健保署會擋這一條（$1）；要調低為 $2，必須寫理由 reason',
  ],
  [/a limit of nhi-precheck; its level cannot be changed/, '這是本工具的上限，不能調整等級'],
  [/\/institution: must be string/, '/institution 要用引號括起來，例如 "3501200000"'],
  [/must be string/, '要是文字（用引號括起來）'],
  [/must be (object|array)/, '下面沒有內容，或寫法不對'],
  [/must be integer/, '要是整數'],
  [/must be <= .*/, '數字太大'],
  [/must be >= .*/, '數字太小'],
  [/must match pattern.*/, '寫法不對，請對照 schemas/config.json'],
  [/must (be one of|be equal to one of the allowed values) ?(.*)/, '要是其中之一：$2'],
  [/must NOT .*/, '長度或個數不對，請對照 schemas/config.json'],
];

/** Where and what; the parser's words may quote a file that is no configuration at all but a patient's. */
function wrong(file: string, error: RuleError): CommandError {
  const place = `${error.file}:${error.line} `;
  const told = withoutPersonal(error.message.slice(place.length));
  const known = SAID.find(([pattern]) => pattern.test(told));
  const chinese = known ? told.replace(...known) : error.code === 'yaml' ? '不是寫得對的 YAML' : told;
  const at = `${file}:${error.line}`;
  return new CommandError(EXIT.usage, `設定檔有誤：${at} ${chinese}`, `The configuration is wrong: ${at} ${told}`);
}
