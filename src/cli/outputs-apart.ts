import { statSync } from 'node:fs';
import { CHANNELS } from '../channels/registry.ts';
import type { Source } from '../intake/source.ts';
import { LIMITS } from '../options.ts';
import { harmless } from '../report/harmless.ts';
import { CommandError, EXIT } from './exit.ts';

/** The same file on disk, whatever it is called (letter case, links). */
function isSame(a: string | undefined, b: string): boolean {
  if (a === undefined) return false;
  const [one, other] = [a, b].map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }));
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

/**
 * The sources without those that are outputs: a report may lie beside what is checked, but never take the place of
 * what is to be uploaded.
 * @throws CommandError
 */
export async function withoutOutputs(sources: readonly Source[], files: readonly string[]): Promise<Source[]> {
  const outputs = sources.filter(({ diskPath }) => files.some((file) => isSame(diskPath, file)));
  for (const output of outputs)
    for (const channel of CHANNELS) {
      const taken = await channel.recognise([output], { forced: false, limits: LIMITS });
      if (taken.length > 0)
        throw new CommandError(
          EXIT.usage,
          `--output 是要檢查的檔案，不會蓋掉它：${harmless(output.path)}`,
          `--output is a file that is to be checked and is not overwritten: ${harmless(output.path)}`,
        );
    }
  return sources.filter((source) => !outputs.includes(source));
}

/** A report never takes the place of the configuration in force. @throws CommandError */
export function notTheConfig(config: string, files: readonly string[]): void {
  if (files.some((file) => isSame(config, file)))
    throw new CommandError(
      EXIT.usage,
      `輸出是正在使用的設定檔，不會蓋掉它：${harmless(config)}`,
      `An output is the configuration in force and is not overwritten: ${harmless(config)}`,
    );
}
