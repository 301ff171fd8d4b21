import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Static, Type } from '@sinclair/typebox';
import { validators } from './engine/validators.ts';
import { readYaml } from './engine/yaml-file.ts';

const closed = { additionalProperties: false };
const Positive = Type.Integer({ minimum: 1 });

/** `nhi-precheck.yaml`. */
export const ConfigSchema = Type.Object(
  {
    institution: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{10}$', description: '醫事機構代號: the login' })),
    language: Type.Optional(Type.Union([Type.Literal('zh-TW'), Type.Literal('en')])),
    ledger: Type.Optional(
      Type.String({ description: 'File of the history of what was handed over; relative to this file' }),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          entries: Type.Optional(Positive),
          unpackedBytes: Type.Optional(Positive),
          ratio: Type.Optional(Positive),
          fhrBytes: Type.Optional(Positive),
          dicomdirBytes: Type.Optional(Positive),
          dicomdirRecords: Type.Optional(Positive),
          nesting: Type.Optional(Positive),
          dictionary: Type.Optional(Positive),
          archiveTime: Type.Optional(Type.Integer({ minimum: 1, description: 'milliseconds' })),
        },
        closed,
      ),
    ),
  },
  { ...closed, title: 'nhi-precheck configuration' },
);
export type Config = Static<typeof ConfigSchema>;

/** A file with nothing in it but remarks is a configuration too. */
const MaybeConfig = Type.Union([ConfigSchema, Type.Null()]);

/** The file that is looked for in the current folder when none is named. */
export const CONFIG_NAME = 'nhi-precheck.yaml';

/**
 * Reads a configuration; paths in it are made absolute.
 * @throws RuleError with file and line of what is wrong; the system's error when it cannot be read
 */
export async function readConfig(file: string): Promise<Config> {
  await readFile(file); // so that a missing file is the system's own error
  const folder = path.dirname(path.resolve(file));
  const { data } = await readYaml(folder, path.basename(file), MaybeConfig, validators());
  const config = data ?? {};
  return config.ledger === undefined ? config : { ...config, ledger: path.resolve(folder, config.ledger) };
}
