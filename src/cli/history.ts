import { harmlessJson, harmlessLines } from '../report/harmless.ts';
import type { Language } from '../report/report-schema.ts';
import { inLanguage } from '../report/words.ts';
import { asEntry, historyLines } from '../upload/history-lines.ts';
import { defaultLedgerPath, LedgerError } from '../upload/ledger.ts';
import type { LedgerNote } from '../upload/ledger-notes.ts';
import { namedLedger } from '../upload/machine-ledger.ts';
import type { Told } from '../upload/story.ts';
import { NOTE, TROUBLE } from '../upload/words.ts';
import { CommandError, EXIT } from './exit.ts';
import { settings } from './settings.ts';

/** The options of `history` as the command line gives them. */
export interface HistoryOptions {
  readonly lang?: Language;
  readonly format: 'pretty' | 'json';
  readonly config?: string;
  /** The newest so many events; all unless told. */
  readonly limit?: number;
}

/** @throws CommandError when the ledger cannot be read */
function readLedger(named: string | undefined, limit: number | undefined): { story: Told[]; notes: LedgerNote[] } {
  const file = named ?? defaultLedgerPath();
  try {
    using ledger = namedLedger(named);
    return { story: ledger.story(limit), notes: ledger.notes(new Date()) };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    const { zh, en } = TROUBLE[error.why];
    throw new CommandError(EXIT.usage, `${zh}\n  ${file}`, en);
  }
}

/**
 * `nhi-precheck history`: what this machine refused, repaired and handed over. Writes nothing.
 * @returns the exit code
 * @throws CommandError
 */
export async function history({ lang, format, config: named, limit }: HistoryOptions): Promise<number> {
  const config = await settings(named);
  const language = lang ?? config.language ?? 'zh-TW';
  const { story, notes } = readLedger(config.ledger, limit);
  for (const each of notes) process.stderr.write(`${harmlessLines(`${NOTE[each].zh}\n${NOTE[each].en}`)}\n`);
  if (format === 'json') process.stdout.write(`${harmlessJson(JSON.stringify(story.map(asEntry), null, 2))}\n`);
  else if (story.length === 0)
    process.stdout.write(
      `${inLanguage({ zh: '還沒有任何紀錄：這台電腦沒有移交過。', en: 'Nothing yet: this machine has handed nothing over.' }, language)}\n`,
    );
  else process.stdout.write(`${[...historyLines(story, language)].join('\n')}\n`);
  return EXIT.ok;
}
