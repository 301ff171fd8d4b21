import type { Config } from '../config/schema.ts';
import { IntakeError } from '../intake/errors.ts';
import { type Intake, sourcesOf } from '../intake/paths.ts';
import { refusedSource } from '../intake/refused.ts';
import type { Source } from '../intake/source.ts';
import { harmless } from '../report/harmless.ts';
import { CommandError, EXIT } from './exit.ts';

/** The files that a command was given. */
export interface TakenSources {
  readonly sources: readonly Source[];
  /** What was met in a folder and could not be read, as Sources that say so when they are read. */
  readonly unreadable: readonly Source[];
}

/** The paths given, or those of the configuration. @throws CommandError when there are neither */
export function pathsOf(given: readonly string[], { paths = [] }: Config): readonly string[] {
  if (given.includes(''))
    throw new CommandError(
      EXIT.usage,
      '有一個路徑是空的（變數沒有值？）',
      'A path is empty (a variable without a value?)',
    );
  if (given.length > 0) return given;
  if (paths.length > 0) return paths;
  throw new CommandError(
    EXIT.usage,
    '沒有說要檢查什麼：請給檔案或資料夾，或在設定檔寫 paths',
    'Nothing to look at: name files or folders, or set paths in the configuration',
  );
}

/** Files and folders of a command line as Sources. @throws CommandError when one is not there or there are too many */
export async function takeSources(paths: readonly string[]): Promise<TakenSources> {
  let intake: Intake;
  try {
    intake = await sourcesOf(paths);
  } catch (error) {
    if (!(error instanceof IntakeError)) throw error;
    const [zh, en] = error.code === 'not-found' ? ['找不到', 'There is no'] : ['沒有權限或讀不到', 'Cannot read'];
    throw new CommandError(EXIT.usage, `${zh}：${harmless(error.path)}`, `${en}: ${harmless(error.path)}`);
  }
  if (intake.truncated)
    throw new CommandError(
      EXIT.usage,
      `資料夾裡超過 ${intake.walked} 個檔案，沒有檢查。請指定只放要上傳的檔案的資料夾。`,
      `More than ${intake.walked} files; nothing was checked. Name a folder that holds only what is to be uploaded.`,
    );
  return { sources: intake.sources, unreadable: intake.unreadable.map(({ path, code }) => refusedSource(path, code)) };
}
