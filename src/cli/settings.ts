import { existsSync } from 'node:fs';
import { type ConfigFile, readConfig } from '../config/read.ts';
import { CONFIG_NAME, type Config } from '../config/schema.ts';
import { RuleError } from '../engine/rule-error.ts';
import { withoutPersonal } from '../report/mask.ts';
import { CommandError, EXIT } from './exit.ts';

export { machineLedger } from '../upload/machine-ledger.ts';

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
];

/** Where and what; the parser's words may quote a file that is no configuration at all but a patient's. */
function wrong(file: string, error: RuleError): CommandError {
  const place = `${error.file}:${error.line} `;
  const told = withoutPersonal(error.message.slice(place.length));
  const known = SAID.find(([pattern]) => pattern.test(told));
  const chinese = known ? told.replace(...known) : told;
  const at = `${file}:${error.line}`;
  return new CommandError(EXIT.usage, `設定檔有誤：${at} ${chinese}`, `The configuration is wrong: ${at} ${told}`);
}
