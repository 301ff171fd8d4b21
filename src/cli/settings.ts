import { existsSync } from 'node:fs';
import path from 'node:path';
import { CONFIG_NAME, type Config, readConfig } from '../config.ts';
import { RuleError } from '../engine/rule-error.ts';
import { withoutPersonal } from '../report/mask.ts';
import { defaultLedgerPath, type Ledger, LedgerError, openLedger } from '../upload/ledger.ts';
import { CommandError, EXIT } from './exit.ts';

/** The configuration named, or the one in the current folder, or none. @throws CommandError */
export async function settings(named: string | undefined): Promise<Config> {
  const file = named ?? (existsSync(CONFIG_NAME) ? CONFIG_NAME : undefined);
  if (file === undefined) return {};
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

/** Where and what; the parser's words may quote a file that is no configuration at all but a patient's. */
function wrong(file: string, error: RuleError): CommandError {
  const place = `${error.file}:${error.line} `;
  const told = `${file}:${error.line} ${withoutPersonal(error.message.slice(place.length))}`;
  return new CommandError(EXIT.usage, `設定檔有誤：${told}`, `The configuration is wrong: ${told}`);
}

/** The ledger of this machine; one that cannot be used makes answers `unknown`, it does not stop the check. */
export function machineLedger(file: string | undefined): Ledger | 'unreadable' {
  if (file !== undefined && !existsSync(path.dirname(file))) return 'unreadable'; // a share that is not there
  try {
    return openLedger(file ?? defaultLedgerPath());
  } catch (error) {
    if (error instanceof LedgerError) return 'unreadable';
    throw error;
  }
}
