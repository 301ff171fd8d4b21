import { type Command, InvalidArgumentError, Option } from 'commander';
import { day, descriptor, institution, judging, language, positive, told } from './arguments.ts';
import type { CheckOptions } from './check.ts';
import { EXIT } from './exit.ts';
import type { FixOptions } from './fix.ts';
import { type FormatTo, formatTo } from './formats.ts';
import type { HistoryOptions } from './history.ts';
import type { ToldOptions } from './print-config.ts';
import type { ReconcileOptions } from './reconcile.ts';
import type { SubmitOptions } from './submit.ts';

/** Takes the exit code of a command. */
type Done = (code: number) => void;

/** The options of `check`, whose format may be left out. */
type ToldCheck = Omit<CheckOptions, 'format'> & { format?: CheckOptions['format']; printConfig?: boolean };

/** `--print-config`, of any command that has a configuration. */
async function settingsOf(paths: readonly string[], options: ToldOptions & { config?: string }): Promise<number> {
  const [{ printConfig }, { configFile }] = await Promise.all([import('./print-config.ts'), import('./settings.ts')]);
  process.stdout.write(printConfig(await configFile(options.config), paths, options));
  return EXIT.ok;
}

function oneFormat(text: string, before: readonly FormatTo[] | undefined): readonly FormatTo[] {
  try {
    return [...(before ?? []), formatTo(text)];
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

const shape = (): Option =>
  new Option('--format <format>', '輸出格式 / output').choices(['pretty', 'json']).default('pretty');

/** `check PATH…`. */
export function addCheck(program: Command, done: Done): void {
  judging(
    program
      .command('check')
      .description(
        "檢查要上傳的檔案、資料夾或 zip，預判健保署的答覆\nCheck files, folders or zips before upload and predict NHI's answer",
      )
      .argument('[path...]', '檔案或資料夾；不給就用設定檔的 paths / files or folders'),
  )
    .option(
      '--format <name[=file]>',
      '輸出格式，可以給好幾個：pretty、json、sarif、junit、github、html、csv / output, may be given several times',
      oneFormat,
    )
    .option('--show-values', '不遮蔽值，只限終端機畫面 / unmasked values, on a terminal only')
    .option('--max-findings <n>', '每條規則最多列出幾件 / findings listed per rule', positive, 1_000)
    .addOption(
      new Option('--fail-on <answer>', '從哪種答覆起結束碼為 1 / from which answer on the exit code is 1')
        .choices(['remind', 'unknown'])
        .default('unknown'),
    )
    .option('--output <file>', '寫到檔案，不印在畫面上 / write to a file instead of standard output')
    .option('--verbose', '列出未檢查的項目 / list what was not checked')
    .option(
      '--xsd',
      '檢驗(查)結果：報告後面，再讓 libxml2 用 XSD 看一次（20 MB 以內），不改變答覆 / second opinion by XSD',
    )
    .action(async (paths: string[], options: ToldCheck) => {
      if (options.printConfig) return done(await settingsOf(paths, options));
      const { check } = await import('./check.ts');
      done(await check(paths, { ...options, format: options.format ?? [formatTo('pretty')] }));
    });
}

/** `fix PATH… --out DIR`. */
export function addFix(program: Command, done: Done): void {
  judging(
    program
      .command('fix')
      .description('把能安全修正的改好，寫成新的檔案並重新檢查；原檔不動\nMake a repaired copy and check it again')
      .argument('[path...]', '檔案或資料夾；不給就用設定檔的 paths / files or folders'),
  )
    .option('--out <dir>', '新檔案放在這個資料夾 / folder for the repaired copy')
    .option(
      '--only-taken',
      '醫療檢查影像、檢驗(查)結果：新檔只留會收的列或醫令 / medical images, lab results: keep only what would be taken',
    )
    .option('--dry-run', '只說會改什麼，不寫任何檔案 / only say what would change')
    .addOption(shape())
    .action(async (paths: string[], options: FixOptions & { printConfig?: boolean }) => {
      if (options.printConfig) return done(await settingsOf(paths, options));
      const { fix } = await import('./fix.ts');
      done(await fix(paths, options));
    });
}

/** `submit PATH… --to folder:DIR`. */
export function addSubmit(program: Command, done: Done): void {
  judging(
    program
      .command('submit')
      .description(
        '檢查後把會收件的檔案原封不動交出去（資料夾，供 VPN 頁面上傳），附憑證和步驟\nCheck, then hand over exactly the bytes that were judged',
      )
      .argument('[path...]', '檔案或資料夾；不給就用設定檔的 paths / files or folders'),
  )
    .option('--to <target>', '交到哪裡：folder:資料夾 / where to: folder:DIR')
    .addOption(
      new Option(
        '--purpose <purpose>',
        '業務別：production 正式（QB1_R），test 測試（QB1_T；醫療檢查影像沒有測試）；不給就是正式 / production unless told; medical images have no test',
      ).choices(['production', 'test']),
    )
    .option('--accept-hold <reason>', '會停在等待附件檔也要交，寫明理由 / hand over what would wait, and why', told)
    .option('--dry-run', '只說會怎麼做，不寫任何檔案 / only say what would happen')
    .addOption(shape())
    .action(async (paths: string[], options: SubmitOptions & { printConfig?: boolean }) => {
      if (options.printConfig) return done(await settingsOf(paths, options));
      const { submit } = await import('./submit.ts');
      done(await submit(paths, options));
    });
}

/** `history` and `receipt verify`. */
export function addHistory(program: Command, done: Done): void {
  program
    .command('history')
    .description('這台電腦退回、修正、移交過什麼 / What this machine refused, repaired and handed over')
    .option('--config <file>', '設定檔（不給就找目前資料夾的 nhi-precheck.yaml）/ configuration file')
    .option('--limit <n>', '只列最近幾件 / only the newest', positive)
    .addOption(language())
    .addOption(shape())
    .action(async (options: HistoryOptions) => {
      const { history } = await import('./history.ts');
      done(await history(options));
    });
  program
    .command('receipt')
    .description('預檢憑證 / Receipts')
    .command('verify')
    .description('檔案是不是憑證上的那些，一個位元組都沒變 / Whether files are those of a receipt')
    .argument('<receipt>', '*.receipt.json')
    .argument('<path...>', '檔案或資料夾 / files or folders')
    .addOption(language())
    .action(async (receipt: string, paths: string[], options: { lang?: 'zh-TW' | 'en' }) => {
      const { verifyReceipt } = await import('./receipt.ts');
      done(await verifyReceipt(receipt, paths, options));
    });
}

/** `reconcile ANSWER… --with PATH`. */
export function addReconcile(program: Command, done: Done): void {
  program
    .command('reconcile')
    .description(
      "把健保署的答覆（檢驗(查)結果的 *.assaychk.txt、*.msg.txt 或它的 zip）和本工具的預判對照\nCompare NHI's answer with ours, unit by unit and code by code",
    )
    .argument('[answer...]', '健保署的答覆檔：.txt、.zip，加密的也可以 / NHI’s files, also encrypted')
    .option('--with <path>', '當時上傳的檔案，或它的憑證 *.receipt.json / what was uploaded, or its receipt')
    .option(
      '--password-fd <n>',
      '從這個檔案描述子讀加密 zip 的密碼（例如 --password-fd 3 3<檔案）；不給就在終端機輸入 / read the password from there',
      descriptor,
    )
    .option(
      '--as-of <yyyy-MM-dd>',
      '以這一天的規則判斷；不給就是上傳日期（h16 前七碼）/ the day of upload unless told',
      day,
    )
    .option('--institution <code>', '登入的醫事機構代號 / institution code of the login', institution)
    .option('--config <file>', '設定檔（不給就找目前資料夾的 nhi-precheck.yaml）/ configuration file')
    .option('--output <file>', '寫到檔案，不印在畫面上 / write to a file instead of standard output')
    .addOption(language())
    .addOption(shape())
    .action(async (answers: string[], options: ReconcileOptions) => {
      const { reconcile } = await import('./reconcile.ts');
      done(await reconcile(answers, options));
    });
}

/** `explain` and `rules`. */
export function addRules(program: Command): void {
  program
    .command('explain')
    .description('說明一條規則或一條條文 / Explain a rule or a clause')
    .argument('<rule|clause>', '例如 prior-auth-imaging-needs-dcf 或 prior-auth-guide/6.1')
    .addOption(language().default('zh-TW'))
    .action(async (id: string, { lang }: { lang: 'zh-TW' | 'en' }) => {
      const { explain } = await import('./explain.ts');
      await explain(id, lang);
    });
  const rules = program.command('rules').description('規則 / Rules');
  rules
    .command('list')
    .description('列出所有規則 / List all rules')
    .addOption(language().default('zh-TW'))
    .action(async ({ lang }: { lang: 'zh-TW' | 'en' }) => {
      const { listRules } = await import('./rules-list.ts');
      await listRules(lang);
    });
}
