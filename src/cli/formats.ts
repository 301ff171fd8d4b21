import { appendFileSync, statSync } from 'node:fs';
import type { Source } from '../intake/source.ts';
import { loadFormatter } from '../report/formats/formats.ts';
import { FORMATS, type FormatContext, type FormatName } from '../report/formatter.ts';
import type { Report } from '../report/report-schema.ts';
import { CommandError, EXIT } from './exit.ts';
import { type Output, openOutput } from './output.ts';
import { fromWorkingFolder } from './rebase.ts';

/** A format, and the file it goes to; without a file, standard output. */
export interface FormatTo {
  readonly name: FormatName;
  readonly file: string | undefined;
}

/** `pretty`, `sarif=out.sarif`. @throws a word for the user, where there is no such format or no file after `=` */
export function formatTo(text: string): FormatTo {
  const [given = '', ...rest] = text.split('=');
  const name = FORMATS.find((format) => format === given);
  if (!name) throw new Error(`要是 ${FORMATS.join('、')} 之一，後面可以加 =檔案 / one of these, perhaps with =FILE`);
  const file = rest.length > 0 ? rest.join('=') : undefined;
  if (file === '') throw new Error('= 後面要有檔名 / a file name after =');
  return { name, file };
}

/** The formats asked for, each with its output open. */
export type Documents = readonly { readonly name: FormatName; readonly output: Output }[];

/**
 * Opens all outputs; standard output takes one format.
 * @param alone `--output`: the file of the one format that names none
 * @throws CommandError
 */
export function openDocuments(formats: readonly FormatTo[], alone: string | undefined): Documents {
  const asked = formats.map(({ name, file }) => ({ name, file: file ?? alone }));
  if (alone !== undefined && !formats.some(({ file }) => file === undefined))
    throw new CommandError(EXIT.usage, '--output 沒有用到：每個 --format 都有檔名', '--output names no format’s file');
  if (formats.filter(({ file }) => file === undefined).length > 1)
    throw new CommandError(
      EXIT.usage,
      '只有一個 --format 可以不寫檔名；其他要寫成 --format sarif=out.sarif',
      'Only one --format may be without a file; write the others like --format sarif=out.sarif',
    );
  const documents: { name: FormatName; output: Output }[] = [];
  try {
    for (const { name, file } of asked) {
      const output = openOutput(file);
      documents.push({ name, output });
      if (
        output.file !== undefined &&
        documents.some((other) => other.output !== output && other.output.file === output.file)
      )
        throw new CommandError(EXIT.usage, `兩個 --format 寫到同一個檔案：${file}`, `Two formats to one file: ${file}`);
    }
    return documents;
  } catch (error) {
    for (const { output } of documents) output.abandon();
    throw error;
  }
}

/** Formats that a service reads beside a checkout: their files are named from the working folder. */
const BESIDE_CHECKOUT: ReadonlySet<FormatName> = new Set(['sarif', 'github']);

/** Writes every document. In a GitHub workflow, `github` adds the summary of the job. @throws CommandError */
export async function writeDocuments(
  documents: Documents,
  reports: readonly Report[],
  sources: readonly Source[],
  contextOf: (output: Output) => FormatContext,
): Promise<void> {
  for (const { name, output } of documents) {
    const format = await loadFormatter(name);
    const named = BESIDE_CHECKOUT.has(name) ? fromWorkingFolder(reports, sources) : reports;
    format(named, contextOf(output), output.write);
    await output.close();
    if (name === 'github') await summary(reports, contextOf(output));
  }
}

async function summary(reports: readonly Report[], context: FormatContext): Promise<void> {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  const { githubSummary, MOST_BYTES } = await import('../report/formats/github.ts');
  const parts: string[] = [];
  const before = statSync(file, { throwIfNoEntry: false })?.size ?? 0; // of an earlier run in this step
  githubSummary(reports, context, (text) => void parts.push(text), MOST_BYTES - before);
  try {
    appendFileSync(file, parts.join(''));
  } catch {
    process.stderr.write('寫不了 GITHUB_STEP_SUMMARY，工作摘要沒有寫。 The job summary could not be written.\n');
  }
}
