import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { Type } from '@sinclair/typebox';
import { LevelError, type Levels, levelled } from '../engine/levels.ts';
import { validators } from '../engine/validators.ts';
import { readYaml } from '../engine/yaml-file.ts';
import { ownLibrary } from '../rules.ts';
import { type Config, ConfigSchema } from './schema.ts';

/** A configuration that was read. */
export interface ConfigFile {
  /** As it was named. */
  readonly file: string;
  /** Paths in it are absolute. */
  readonly config: Config;
  /** The line on which a setting stands. */
  line(keys: readonly string[]): number;
}

/** A file with nothing in it but remarks is a configuration too. */
const MaybeConfig = Type.Union([ConfigSchema, Type.Null()]);

/**
 * Reads a configuration; paths in it are made absolute.
 * @throws RuleError with file and line of what is wrong; the system's error when it cannot be read
 */
export async function readConfig(file: string): Promise<ConfigFile> {
  await access(file, constants.R_OK); // so that a missing file is the system's own error; read once, it may be a pipe
  const folder = path.dirname(path.resolve(file));
  const { data, line, error } = await readYaml(folder, path.basename(file), MaybeConfig, validators());
  const config = absolute(data ?? {}, folder);
  const levels = levelsOf(config);
  if (Object.keys(levels).length > 0) {
    const { rules } = await ownLibrary();
    try {
      levelled(rules, levels);
    } catch (wrong) {
      if (wrong instanceof LevelError) throw error('shape', ['rules', wrong.ruleId], wrong.message);
      throw wrong;
    }
  }
  return { file, config, line };
}

/** The levels of rules, however short they are written. */
export const levelsOf = ({ rules = {} }: Config): Levels =>
  Object.fromEntries(
    Object.entries(rules).map(([id, told]) => [id, typeof told === 'string' ? { level: told } : told]),
  );

function absolute(config: Config, folder: string): Config {
  const { ledger, paths, handOver } = config;
  const to = handOver?.to;
  return {
    ...config,
    ...(ledger === undefined ? {} : { ledger: path.resolve(folder, ledger) }),
    ...(paths === undefined ? {} : { paths: paths.map((each) => path.resolve(folder, each)) }),
    ...(to === undefined
      ? {}
      : { handOver: { ...handOver, to: `folder:${path.resolve(folder, to.slice('folder:'.length))}` } }),
  };
}
