import { join } from 'node:path';
import type { Levels } from '../../../src/engine/levels.ts';
import { rulesetAt } from '../../../src/engine/ruleset.ts';
import { memorySource } from '../../../src/intake/memory.ts';
import { sourcesOf } from '../../../src/intake/paths.ts';
import { precheck } from '../../../src/precheck.ts';
import { cited } from '../../../src/report/build.ts';
import { loadFormatter } from '../../../src/report/formats/formats.ts';
import type { FormatContext, FormatName } from '../../../src/report/formatter.ts';
import type { Language, Report } from '../../../src/report/report-schema.ts';
import { inLanguage } from '../../../src/report/words.ts';
import { ownLibrary } from '../../../src/rules.ts';
import { CORPUS } from '../corpus/corpus.ts';
import { type Any, AS_OF, base, cab, caseFiles, type Files, KEY, sources, ZIP, zip } from '../product/packages.ts';

/** The second case of packages with two. */
export const OTHER = '3501200000_2026051200000002';

/** A Bundle with findings of several rules, some of them again and again. */
export function bad(): Any {
  const bundle = base();
  for (const { resource } of bundle.entry.slice(12)) resource.meta.profile = [];
  for (let i = 1; i < 6; i++) bundle.entry[i].fullUrl = 'urn:uuid:c0000000-0000-4000-8000-000000000099';
  bundle.type = 'document';
  return bundle;
}

/** Names that are markup, commands, formulas, paths or directions to something. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>.txt',
  '"><img src=x onerror=alert(1)>.txt',
  '</style><style>*{display:none}.txt',
  ']]><failure>.txt',
  'x\n::set-env name=PATH::evil.txt',
  '\r\n##[error]evil.txt',
  'a::stop-commands::b.txt',
  '%0A::error::c,d=e:f.txt',
  "=cmd|'' /C calc'!A0.txt",
  ' =1+1.txt',
  '＝SUM(A1).txt',
  '@SUM(1).txt',
  'a;=1+1.txt',
  '[click](https://evil.example).txt',
  '| a | b |.txt',
  '`code` **bold** # h &lt; {0}.txt',
  '\u202Egpj.exe.txt',
  'a\u0000b\u0007\uFFFE.txt',
  '影像 報告 100%#1?.txt',
  '../../etc/passwd.txt',
  '/root/absolute.txt',
  `${'長'.repeat(83)}.txt`,
];

/** Packages by what they show. */
export const PACKAGES = {
  accepted: () => caseFiles(),
  reminded: () => ({
    ...caseFiles(),
    [`ATT${KEY}.CAB`]: cab('chest-ct-report.pdf', 'xray-photo.jpg', 'pathology.pdf', 'careplan.pdf', 'more.pdf'),
  }),
  broken: () => caseFiles('cancer', JSON.stringify(bad(), null, 2)),
  two: () => ({ [ZIP]: zip({ ...caseFiles('cancer', bad()), ...caseFiles('imm', base('imm'), OTHER) }) }),
  unread: () => ({ [ZIP]: Buffer.from('not a zip') }),
  hostile: () => ({
    [ZIP]: zip({ ...caseFiles(), ...Object.fromEntries(HOSTILE.map((name) => [name, Buffer.from('x')])) }),
  }),
} satisfies Record<string, () => Files>;

/** Prechecks packages, each by itself, in one list. */
export async function reportsOf(
  packages: readonly Files[],
  language: Language = 'zh-TW',
  levels: Levels = {},
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const files of packages) reports.push(...(await precheck(sources(files), { asOf: AS_OF, language, levels })));
  return reports;
}

/** The package of the README: a case that will wait, with reminders. */
export async function firstLook(language: Language = 'zh-TW'): Promise<Report[]> {
  const { sources: taken } = await sourcesOf([join(CORPUS, 'prior-auth/first-look/package')]);
  return precheck(taken, { asOf: AS_OF, language });
}

/** Files that are loose and have hostile names themselves, as far as a folder can hold them. */
export const hostileLoose = (language: Language = 'zh-TW'): Promise<Report[]> =>
  precheck(
    HOSTILE.map((name) => memorySource(`FHR${KEY}${name.replaceAll('/', '_')}`, Buffer.from('{'))),
    { asOf: AS_OF, language },
  );

/** One report with so many findings of one rule. */
export function many(count: number): Promise<Report[]> {
  const bundle = base();
  const missing = (i: number): string => `urn:uuid:c0000000-0000-4000-9000-${String(i).padStart(12, '0')}`;
  bundle.entry[0].resource.extension.push(
    ...Array.from({ length: count }, (_, i) => ({ url: 'x', valueReference: { reference: missing(i) } })),
  );
  return precheck(sources(caseFiles('cancer', bundle)), { asOf: AS_OF, maxFindings: count * 2 });
}

/** What formatters are given beside the reports. @param asOf the day of the reports */
export async function contextOf(language: Language, levels: Levels = {}, asOf = AS_OF): Promise<FormatContext> {
  const library = await ownLibrary();
  return {
    language,
    rules: rulesetAt(library, asOf, levels).rules,
    clause(id) {
      const [clause, source] = [library.clauses.get(id), library.sources[id.split('/')[0] ?? '']];
      return clause && source
        ? { says: clause.says, source: cited(inLanguage(source.title, language), inLanguage(clause.label, language)) }
        : undefined;
    },
    terminal: { colour: false, verbose: false, seconds: null },
  };
}

/** The reports in a format. */
export async function written(name: FormatName, reports: readonly Report[], context: FormatContext): Promise<string> {
  const parts: string[] = [];
  (await loadFormatter(name))(reports, context, (text) => void parts.push(text));
  return parts.join('');
}

/** The same, without what changes with every release and every rule. */
export const stable = (text: string, reports: readonly Report[]): string =>
  [...new Set(reports.flatMap(({ tool, ruleset }) => [tool.version, ruleset.version]))].reduce(
    (left, version) => left.replaceAll(version, 'VERSION'),
    text,
  );
