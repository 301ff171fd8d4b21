import path from 'node:path';
import { diskSource } from '../intake/disk.ts';
import type { Entry, Source } from '../intake/source.ts';
import { ArchiveError } from '../readers/archive/errors.ts';
import { archiveKind } from '../readers/archive/kind.ts';
import { inArchive, shownName } from '../readers/archive/shown-name.ts';
import { openZip } from '../readers/archive/zip.ts';
import { HEAD_BYTES, headOf } from './big5-lines.ts';
import { ReconcileError } from './error.ts';
import type { AnswerFile, AnswerWay } from './types.ts';
import { isPassword, isPlainName, type Password, unlocked } from './unlock.ts';

/** Asks for the password of an encrypted zip. @param again the one before was wrong. Null: there is no other */
export type AskPassword = (again: boolean) => Promise<Password | null>;

/** NHI's answer as it was found. */
export interface OpenedAnswer {
  readonly way: AnswerWay;
  readonly files: readonly AnswerFile[];
  /** Files that are none of NHI's answers. */
  readonly others: number;
}

/** Bytes of one text, or of all in a zip, at most; files in a zip at most. */
const MOST_BYTES = 512 * 2 ** 20;
const MOST_FILES = 200;

/** Columns filled with blanks pack well; the sum of bytes bounds it. */
const RATIO = 1_100;

const LIMITS = { maxEntries: MOST_FILES, maxUnpackedBytes: MOST_BYTES, maxRatio: RATIO };

const lastOf = (name: string): string => name.split('/').at(-1) ?? name;

const fileOf = (archive: string, { path: name, size }: Entry, open: AnswerFile['open']): AnswerFile => ({
  name: lastOf(shownName(name)),
  shown: inArchive(archive, name),
  size,
  open,
});

/** The password, in upper case as NHI has it, or as it was given. @throws ReconcileError */
async function passwordOf(diskPath: string, ask: AskPassword): Promise<Password> {
  for (let again = false; ; again = true) {
    const given = await ask(again);
    if (!given && !again)
      throw new ReconcileError(
        'usage',
        '答覆是加密的 zip，沒有密碼就打不開',
        'The answer is an encrypted zip: no password, no answer',
      );
    if (!given) break;
    const upper = { text: given.text.toUpperCase() };
    if (await isPassword(diskPath, upper)) return upper;
    if (upper.text !== given.text && (await isPassword(diskPath, given))) return given;
  }
  throw new ReconcileError(
    'usage',
    '打不開加密的 zip：密碼不對，或檔案壞了。密碼是當時下載這個檔案的使用者的身分證號，首碼英文大寫',
    'The encrypted zip does not open: a wrong password, or a damaged file. The password is the id of the user who downloaded it, its letter in upper case',
  );
}

async function zipped(source: Source, ask: AskPassword): Promise<AnswerFile[]> {
  const { entries } = await openZip(source, LIMITS);
  const files = entries.filter(({ directory }) => !directory);
  const locked = files.filter(({ encrypted }) => encrypted);
  const { diskPath } = source;
  const claimed = locked.reduce((sum, { size }) => sum + size, 0);
  if (claimed > MOST_BYTES)
    throw new ArchiveError('too-large', { limit: 'maxUnpackedBytes', value: MOST_BYTES, found: claimed });
  const password = locked.length > 0 && diskPath ? await passwordOf(diskPath, ask) : null;
  return files.flatMap((entry): AnswerFile | [] => {
    if (!entry.encrypted) return fileOf(source.path, entry, () => entry.body());
    const name = files.length === 1 ? null : entry.path;
    const twice = files.filter((other) => other.path === entry.path).length > 1;
    if (!password || !diskPath || (name !== null && (twice || !isPlainName(name)))) return [];
    return fileOf(source.path, entry, () => unlocked(diskPath, name, password, MOST_BYTES));
  });
}

async function filesAt(diskPath: string, ask: AskPassword): Promise<AnswerFile[]> {
  const source = await diskSource(diskPath, path.basename(diskPath));
  const kind = archiveKind(await source.read(0, HEAD_BYTES));
  if (kind === 'zip') return zipped(source, ask);
  if (['7z', 'cab', 'rar', 'gzip'].includes(kind)) throw new ArchiveError('wrong-kind');
  if (source.size > MOST_BYTES)
    throw new ArchiveError('too-large', { limit: 'maxUnpackedBytes', value: MOST_BYTES, found: source.size });
  return [{ name: source.path, shown: source.path, size: source.size, open: () => source.open() }];
}

/**
 * Opens what NHI's page gave: texts, or zips of them, encrypted or not. Nothing is written to disk.
 * @param ask only called for an encrypted zip
 * @throws ReconcileError where nothing is an answer of NHI, or no password fits; ArchiveError; IntakeError
 */
export async function openAnswer(
  diskPaths: readonly string[],
  ways: readonly AnswerWay[],
  ask: AskPassword,
): Promise<OpenedAnswer> {
  const all: AnswerFile[] = [];
  for (const diskPath of diskPaths) all.push(...(await filesAt(diskPath, ask)));
  const byWay = new Map<AnswerWay, AnswerFile[]>();
  for (const file of all) {
    const head = await headOf(file);
    const way = ways.find((each) => each.recognises(file.name, head));
    if (way) byWay.set(way, [...(byWay.get(way) ?? []), file]);
  }
  const [[way, files] = [], ...more] = byWay;
  if (!way || !files) throw unrecognised(all.length, ways);
  if (more.length > 0)
    throw new ReconcileError(
      'usage',
      '這些答覆是不同作業的，一次只能比對一種',
      'These answers are of several channels',
    );
  return { way, files, others: all.length - files.length };
}

const unrecognised = (count: number, ways: readonly AnswerWay[]): ReconcileError =>
  new ReconcileError(
    'nothing',
    `看了 ${count} 個檔案，沒有認得的健保署答覆。認得的是：\n${ways.map(({ looksFor }) => `  ${looksFor.zh}`).join('\n')}`,
    `No answer of NHI among ${count} file(s). Known are:\n${ways.map(({ looksFor }) => `  ${looksFor.en}`).join('\n')}`,
  );
