import type { Submission } from '../../channels/channel.ts';
import { headOf, headText } from '../big5-lines.ts';
import { ReconcileError } from '../error.ts';
import type { AnswerContext, Answered, AnswerFile } from '../types.ts';
import { ERRORS, FORMAT, headingTags } from './cells.ts';
import { type Named, oneReceiptNumber } from './fits.ts';
import { matching } from './match.ts';
import { saysWholeFile } from './message.ts';
import { type AnswerName, answerName } from './names.ts';
import { readPackage } from './package.ts';
import { readReport } from './read-report.ts';
import { type ReadReport, reportAnswer, throwIfUnreadable } from './report-answer.ts';
import { wholeFileAnswer } from './whole-file.ts';

/** What a file is: by its name, else by how it begins; undefined for none of NHI's answers of this channel. */
export function kindOf(name: string, head: Uint8Array): AnswerName | undefined {
  const told = answerName(name);
  if (told) return told;
  const text = headText(head);
  const kind = text.includes('程式代號') ? 'report' : saysWholeFile(text) ? 'message' : undefined;
  return kind && { kind, institution: null, day: null, receiptNumber: null };
}

async function named(file: AnswerFile): Promise<Named[]> {
  const name = kindOf(file.name, await headOf(file));
  return name ? [{ file, name }] : [];
}

/**
 * Reads NHI's answers, and goes through the package for the hdata that they are about.
 * @throws as `AnswerWay.read`
 */
export async function readAnswer(
  files: readonly AnswerFile[],
  submission: Submission,
  { library, limits }: AnswerContext,
): Promise<Answered> {
  const format = library.formats.get(FORMAT);
  if (!format) throw new Error(`there is no field table ${FORMAT}`);
  const all = (await Promise.all(files.map(named))).flat();
  const receiptNumber = oneReceiptNumber(all);
  const messages = all.filter(({ name }) => name.kind === 'message');
  if (messages.length > 0) {
    if (messages.length < all.length)
      throw new ReconcileError(
        'usage',
        '同時有檢核錯誤報告和整檔不收的訊息，兩者互相矛盾，沒有比對：請只給一種',
        'A report by record and a message that the whole file was refused contradict one another: give one of them',
      );
    const facts = await readPackage(submission, format, limits, () => {});
    return wholeFileAnswer(messages, receiptNumber, facts);
  }
  const tags = headingTags(format);
  const known = library.codes.get(ERRORS) ?? {};
  const reports: ReadReport[] = [];
  for (const { file, name } of all) reports.push({ file, name, report: await readReport(file, tags, known) });
  throwIfUnreadable(reports);
  const matches = matching(
    reports.flatMap(({ report }) => report.records),
    format,
  );
  const facts = await readPackage(submission, format, limits, matches.look);
  return reportAnswer(reports, receiptNumber, facts, matches.done());
}
