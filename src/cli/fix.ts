import { posix, resolve, sep } from 'node:path';
import { styleText } from 'node:util';
import type { Config } from '../config/schema.ts';
import { type Fixed, fixSubmission } from '../fix/fix-submission.ts';
import { type FixEnd, fixLines, toldFixes } from '../fix/lines.ts';
import { PublishError, publish } from '../fix/publish.ts';
import { IntakeError } from '../intake/errors.ts';
import type { Source } from '../intake/source.ts';
import type { PrecheckOptions } from '../options.ts';
import { type Checked, checkAll } from '../precheck.ts';
import { harmless, harmlessJson } from '../report/harmless.ts';
import type { Report } from '../report/report-schema.ts';
import { LedgerError } from '../upload/ledger.ts';
import { machineLedger, namedLedger, ofPurpose } from '../upload/machine-ledger.ts';
import { packageName } from '../upload/validated.ts';
import { type JudgeOptions, judgeOptions, noteOthers, nothing } from './check.ts';
import { CommandError, EXIT } from './exit.ts';
import { prettyReports } from './pretty-reports.ts';
import { progress } from './progress.ts';
import { settings } from './settings.ts';
import { pathsOf, takeSources } from './take-sources.ts';
import { colours, note } from './terminal.ts';

/** The options of `fix` as the command line gives them. */
export interface FixOptions extends JudgeOptions {
  /** Where new packages go; needed unless `dryRun`. */
  readonly out?: string;
  /** Only say what would change. */
  readonly dryRun?: boolean;
  /** Leave out the rows that would not be taken, with their archives. */
  readonly onlyTaken?: boolean;
  readonly format: 'pretty' | 'json';
  readonly printConfig?: boolean;
}

/** More findings of one rule than a real package has: a fix is made for each. */
const FINDINGS = 10_000;

/** Where new packages go. @throws CommandError where the user did not say */
function outOf({ out, dryRun }: FixOptions): string | undefined {
  if (dryRun) return undefined;
  if (out) return out;
  throw new CommandError(
    EXIT.usage,
    '請用 --out 指定新檔案要放的資料夾（只想看會改什麼，用 --dry-run）',
    'Name a folder for the new files with --out (or --dry-run, to see what would change)',
  );
}

/** What an earlier run has put into the output folder is not repaired again, where that folder lies in what is looked at. */
function withoutOut(sources: readonly Source[], out: string | undefined): Source[] {
  if (out === undefined) return [...sources];
  const folder = resolve(out);
  const inside = (source: Source): boolean =>
    source.diskPath !== undefined && (resolve(source.diskPath) + sep).startsWith(folder + sep);
  const others = sources.filter((source) => !inside(source));
  return others.length > 0 ? others : [...sources];
}

const WHY_NOT: Readonly<Record<PublishError['code'], [string, string]>> = {
  changed: ['檔案在修正的時候變了，請再執行一次', 'it changed meanwhile; run it again'],
  exists: ['已經有同名的檔案，不會蓋掉它', 'there is a file of that name, and it is not overwritten'],
  full: ['磁碟或配額滿了', 'the disk or quota is full'],
  'not-writable': ['不能寫到這個資料夾（唯讀或沒有權限）', 'the folder cannot be written to'],
  'not-a-folder': ['--out 不是資料夾', '--out is no folder'],
  failed: ['寫不進去', 'it could not be written'],
};

function notWritten({ code, path }: PublishError): CommandError {
  const [zh, en] = WHY_NOT[code];
  return new CommandError(EXIT.usage, `沒有寫出 ${path}：${zh}`, `Not written, ${path}: ${en}`);
}

/** Puts the new package where the user wants it. @returns why it could not be written; others may still go there */
async function written({ files }: Fixed, out: string): Promise<CommandError | null> {
  try {
    await publish(files, out);
    return null;
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    return notWritten(error);
  }
}

/** What `submit` calls the package too: the zip, or the name that loose files share. */
const nameOf = (checked: Checked): string =>
  checked.submission.form === 'zip' ? posix.basename(checked.submission.name) : packageName(checked);

/** Remembers the repair, for `history`; a ledger that cannot be written to is told and does not undo the repair. */
function remember({ before, after, edits }: Fixed, { ledger: file }: Config): void {
  const { submission, verdict } = after.report;
  try {
    using ledger = namedLedger(file, 'write');
    ledger.tell({
      kind: 'fixed',
      at: new Date(),
      channel: submission.channel,
      purpose: null,
      name: nameOf(after),
      sha256: submission.sha256,
      answer: verdict.answer,
      rules: [...new Set(edits.map(({ finding }) => finding.rule.id))],
      note: nameOf(before) === nameOf(after) ? null : `← ${nameOf(before)}`,
    });
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    note('已修正，但沒有記到移交紀錄裡（history 不會列出）。 Fixed, but not written down for `history`.');
  }
}

const isTaken = ({ verdict: { answer } }: Report): boolean => answer === 'accept' || answer === 'remind';

/** How one repair ended. */
interface Ending {
  readonly fixed: Fixed;
  /** Where the new files lie; none where nothing was written. */
  readonly out: readonly string[];
  /** Why they were not written. */
  readonly refused: CommandError | null;
}

async function printPretty({ fixed, out, refused }: Ending, how: Pick<FixEnd, 'dryRun' | 'onlyTaken'>): Promise<void> {
  const colour = colours();
  const { report, submission } = fixed.after;
  const name = `── ${fixed.before.submission.name}`;
  const told = refused ? refused.message.split('\n') : [];
  const lines = [...fixLines(fixed, { ...how, out }, report.ruleset.language), ...told, ''];
  const head = colour ? styleText('bold', harmless(name), { validateStream: false }) : harmless(name);
  process.stdout.write(`${[head, ...lines.map(harmless)].join('\n')}\n`);
  if (report.findings.length > 0 || submission === fixed.before.submission)
    await prettyReports([report], { colour, verbose: false, seconds: null }, (text) => {
      process.stdout.write(text);
    });
}

/** One repair as data; paths of `out` are relative to the output folder. */
const asData = ({ fixed, out, refused }: Ending) => ({
  name: harmless(fixed.before.submission.name.toWellFormed()),
  fixes: toldFixes(fixed),
  notFixed: fixed.refused,
  leftOut: fixed.left && { ...fixed.left, files: fixed.left.files.map((file) => harmless(file.toWellFormed())) },
  before: fixed.before.report.verdict,
  after: fixed.after.report.verdict,
  out,
  error: refused?.message.split('\n') ?? null,
  report: fixed.after.report,
});

/** What the repair of each submission needs. */
interface Repairing {
  readonly options: FixOptions;
  readonly config: Config;
  readonly check: PrecheckOptions;
}

/** Repairs one submission and writes it, unless nothing is to be written. @throws CommandError */
async function repairOne(before: Checked, { options, config, check }: Repairing): Promise<Ending & AsyncDisposable> {
  const fixed = await fixSubmission(before, {
    check,
    timestampZone: config.fix?.timestampZone,
    onlyTaken: options.onlyTaken,
  });
  const dispose = { [Symbol.asyncDispose]: () => fixed[Symbol.asyncDispose]() };
  const folder = outOf(options);
  if (folder === undefined || fixed.files.length === 0) return { fixed, out: [], refused: null, ...dispose };
  try {
    const refused = await written(fixed, folder);
    if (refused === null) remember(fixed, config);
    return { fixed, out: refused ? [] : fixed.files.map(({ path }) => path), refused, ...dispose };
  } catch (error) {
    await fixed[Symbol.asyncDispose]();
    throw error;
  }
}

const codeOf = ({ fixed, refused }: Ending): number =>
  refused || fixed.refused === 'not-by-row' ? EXIT.usage : isTaken(fixed.after.report) ? EXIT.ok : EXIT.notAccepted;

/** Repairs one submission after the other: each is told before the next begins, and its private files are gone by then. */
async function repairAll(checked: readonly Checked[], repairing: Repairing): Promise<number> {
  const { format, out: folder = '', dryRun = false, onlyTaken } = repairing.options;
  const data: ReturnType<typeof asData>[] = [];
  let code: number = EXIT.ok;
  for (const before of checked) {
    await using ending = await repairOne(before, repairing);
    code = Math.max(code, codeOf(ending)); // refused is worse than not taken
    if (format === 'json') data.push(asData(ending));
    else {
      if (before !== checked[0]) process.stdout.write('\n');
      const out = ending.out.map((path) => posix.join(folder.replaceAll('\\', '/'), path));
      await printPretty({ ...ending, out }, { dryRun, onlyTaken });
    }
  }
  const [only] = data;
  const told = data.length === 1 ? only : { submissions: data };
  if (format === 'json') process.stdout.write(`${harmlessJson(JSON.stringify(told, null, 2))}\n`);
  return code;
}

/** Judges what there is, and repairs it. @throws CommandError */
async function judgeAndRepair(sources: readonly Source[], options: FixOptions, config: Config): Promise<number> {
  const ledger = machineLedger(config.ledger);
  const running = progress(sources.length);
  const check = {
    ...judgeOptions(options, config),
    ledger: ofPurpose(ledger, config.handOver?.purpose),
    maxFindings: FINDINGS,
    onFile: running.done,
  };
  try {
    const checked = await checkAll(sources, { ...check, keepOrders: false });
    running.stop();
    if (checked.length === 0) throw nothing(sources.length);
    const reports = checked.map(({ report }) => report);
    noteOthers(sources, reports);
    return await repairAll(checked, { options, config, check });
  } catch (error) {
    if (error instanceof IntakeError && error.code === 'no-room') throw noRoom();
    throw error;
  } finally {
    running.stop();
    if (ledger !== 'unreadable') ledger[Symbol.dispose]();
  }
}

const noRoom = (): CommandError =>
  new CommandError(
    EXIT.usage,
    '暫存資料夾滿了或不能寫，沒有修正完',
    'The temporary folder is full or cannot be written to; not all was repaired',
  );

/**
 * `nhi-precheck fix PATH… --out DIR`: repairs what is safe in copies, checks the copies, and writes them to DIR. A
 * submission without any safe fix is not written.
 * @returns the exit code: 0 when every submission, as it is now, would be taken
 * @throws CommandError
 */
export async function fix(given: readonly string[], options: FixOptions): Promise<number> {
  const config = await settings(options.config);
  const paths = pathsOf(given, config);
  const out = outOf(options);
  const { sources, unreadable } = await takeSources(paths);
  return judgeAndRepair([...withoutOut(sources, out), ...unreadable], options, config);
}
