import { type Stats, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { validators } from '../engine/validators.ts';
import { IntakeError } from '../intake/errors.ts';
import { sha256 } from '../intake/hash.ts';
import { isRefused } from '../intake/refused.ts';
import type { Source } from '../intake/source.ts';
import { packageNames } from './package-names.ts';
import { BUSINESS } from './purpose.ts';
import { type Receipt, ReceiptSchema } from './receipt-schema.ts';
import { sealOf } from './seal.ts';

/** A file that is no receipt, or none that can be used. */
export class ReceiptError extends Error {
  readonly why: 'not-found' | 'unreadable' | 'too-large' | 'no-receipt';

  constructor(why: ReceiptError['why']) {
    super(`receipt ${why}`);
    this.name = 'ReceiptError';
    this.why = why;
  }
}

/** Bytes of a receipt at most: one of 200,000 members is a quarter of it. */
const MOST = 64 * 2 ** 20;

/** Reads a receipt; whether its seal is whole is another matter. @throws ReceiptError */
export async function readReceipt(file: string): Promise<Receipt> {
  let text: string;
  try {
    const found: Stats = await stat(file);
    if (!found.isFile()) throw new ReceiptError('unreadable');
    if (found.size > MOST) throw new ReceiptError('too-large');
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof ReceiptError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new ReceiptError(code === 'ENOENT' || code === 'ENOTDIR' ? 'not-found' : 'unreadable');
  }
  const data = parsed(text);
  if (validators().firstError(ReceiptSchema, data) !== null) throw new ReceiptError('no-receipt');
  return data as Receipt;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new ReceiptError('no-receipt');
  }
}

/** How files compare with a receipt; all is as it was when `whole`. */
export interface Verified {
  readonly whole: boolean;
  /** The receipt itself was edited, or contradicts itself. */
  readonly sealBroken: boolean;
  /** Names of files. */
  readonly same: readonly string[];
  readonly missing: readonly string[];
  readonly differs: readonly string[];
  readonly unreadable: readonly string[];
  /** As shown. */
  readonly extra: readonly string[];
}

const baseOf = ({ diskPath, path: shown }: Source): string => path.basename(diskPath ?? shown);

/** What lies beside the files and is none of them: the receipt, wherever it was read from, and the checklist. */
function besides({ name, channel, purpose }: Receipt, receiptFile: string): (source: Source) => boolean {
  const { receipt, checklist } = packageNames(name, channel, purpose);
  const own = statSync(receiptFile, { bigint: true, throwIfNoEntry: false });
  return (source) => {
    if ([receipt, checklist].includes(baseOf(source))) return true;
    const found = source.diskPath && statSync(source.diskPath, { bigint: true, throwIfNoEntry: false });
    return !!found && found.ino === own?.ino && found.dev === own.dev;
  };
}

type Comparison = 'same' | 'differs' | 'unreadable';

async function compared(source: Source, file: { readonly size: number; readonly sha256: string }): Promise<Comparison> {
  if (isRefused(source)) return 'unreadable';
  if (source.size !== file.size) return 'differs';
  try {
    return (await sha256(source)) === file.sha256 ? 'same' : 'differs';
  } catch (error) {
    if (error instanceof IntakeError) return 'unreadable';
    throw error;
  }
}

/**
 * Compares files with a receipt, by name and hash. Of files of one name the one that lies highest is meant.
 * @param receiptFile where the receipt lies: it and its checklist are not extra
 */
export async function verify(receipt: Receipt, receiptFile: string, sources: readonly Source[]): Promise<Verified> {
  const isBeside = besides(receipt, receiptFile);
  const expected = new Set(receipt.files.map(({ name }) => name));
  const found = new Map<string, Source>();
  const extra: string[] = [];
  const besideIt: Source[] = [];
  const { checklist } = packageNames(receipt.name, receipt.channel, receipt.purpose);
  const depth = ({ path: shown }: Source): number => shown.split('/').length;
  for (const source of [...sources].sort((a, b) => depth(a) - depth(b))) {
    const name = baseOf(source);
    if (expected.has(name) && !found.has(name)) found.set(name, source);
    else if (expected.has(name) || !isBeside(source)) extra.push(source.path);
    else if (name === checklist) besideIt.push(source);
  }
  const names: Record<Comparison | 'missing', string[]> = { same: [], differs: [], unreadable: [], missing: [] };
  for (const file of receipt.files) {
    const source = found.get(file.name);
    names[source ? await compared(source, file) : 'missing'].push(file.name);
  }
  for (const source of besideIt)
    if ((await compared(source, { size: source.size, sha256: receipt.checklist })) !== 'same')
      names.differs.push(checklist);
  const business = BUSINESS[receipt.channel][receipt.purpose];
  const sealBroken = sealOf(receipt) !== receipt.seal || business?.code !== receipt.businessCode;
  const whole =
    !sealBroken && extra.length === 0 && names.differs.length === 0 && names.same.length === receipt.files.length;
  return { whole, sealBroken, extra, ...names };
}
