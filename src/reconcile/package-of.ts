import path from 'node:path';
import type { Limits } from '../channels/channel.ts';
import type { ChannelId } from '../channels/ids.ts';
import { diskSource } from '../intake/disk.ts';
import { IntakeError } from '../intake/errors.ts';
import type { Source } from '../intake/source.ts';
import { type Found, submissionsOf } from '../submissions.ts';
import { RECEIPT_END } from '../upload/arrived.ts';
import { readReceipt, verify } from '../upload/verify.ts';
import { ReconcileError } from './error.ts';

/** The files of a receipt, and its id. */
export interface Receipted {
  readonly sources: readonly Source[];
  readonly id: string;
}

/** Whether a path is that of a receipt, by its name. */
export const isReceipt = (file: string): boolean => file.toLowerCase().endsWith(RECEIPT_END);

/**
 * What was handed over with a receipt: the files that still lie beside it, each with the hash that the receipt says.
 * @throws ReceiptError where it is none; ReconcileError where a file is gone or was changed; IntakeError
 */
export async function receipted(file: string): Promise<Receipted> {
  const receipt = await readReceipt(file);
  const folder = path.dirname(path.resolve(file));
  const sources: Source[] = [];
  for (const { name } of receipt.files) {
    const isName = path.basename(name) === name && name !== '..'; // never a path out of the folder
    try {
      if (isName) sources.push(await diskSource(path.join(folder, name), name));
    } catch (error) {
      if (!(error instanceof IntakeError)) throw error;
    }
  }
  const verified = await verify(receipt, file, sources);
  if (verified.whole) return { sources, id: receipt.id };
  const [zh, en] = verified.sealBroken
    ? ['憑證被改過（封印不符）', 'the receipt itself was edited']
    : verified.missing.length > 0
      ? ['當時移交的檔案已經不在憑證旁邊', 'what was handed over no longer lies beside the receipt']
      : ['檔案和當時移交的不一樣了（雜湊不符）', 'the files are no longer what was handed over: their hashes differ'];
  throw new ReconcileError(
    'usage',
    `沒有比對：${zh}。請把 --with 指到當時上傳的那個檔案`,
    `Nothing was compared: ${en}. Let --with name the very file that was uploaded`,
  );
}

/** The one package of a channel among some files. @throws ReconcileError where there is none, or several; IntakeError */
export async function onePackage(sources: readonly Source[], channel: ChannelId, limits: Limits): Promise<Found> {
  const own = await submissionsOf(sources, limits, { channels: [channel] });
  const found = own.length > 0 || sources.length !== 1 ? own : await submissionsOf(sources, limits, { channel });
  const [first, ...more] = found;
  if (first && more.length === 0) return first;
  if (!first)
    throw new ReconcileError(
      'nothing',
      '--with 的檔案裡沒有這個答覆所屬作業的上傳檔；請指到當時上傳的 zip（或還沒壓縮的檔案）',
      'What --with names holds no package of the channel of this answer: name the zip that was uploaded',
    );
  throw new ReconcileError(
    'usage',
    `--with 裡有 ${found.length} 次送件，一個答覆只能比對一次：請只指到當時上傳的那一個`,
    `--with holds ${found.length} submissions: name the one that was uploaded`,
  );
}
