import path from 'node:path';
import { folderTransport } from './folder-transport.ts';
import type { Transport } from './transport.ts';

/** The ways out that there are, as a user writes them. */
export const TARGETS = ['folder:DIR'] as const;

/**
 * The transport that `--to` names: `folder:DIR`.
 * @param ledgerFile packages are made ready beside it
 * @returns undefined where there is no such way out
 */
export function transportTo(to: string, ledgerFile: string): Transport | undefined {
  const dir = /^folder:(.+)$/s.exec(to)?.[1];
  if (dir === undefined) return undefined;
  return folderTransport(dir, path.join(path.dirname(path.resolve(ledgerFile)), 'outbox'));
}
