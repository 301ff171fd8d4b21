import { type Levels, levelled } from '../engine/levels.ts';
import { inForce } from '../engine/rule.ts';
import { cited } from '../report/build.ts';
import type { FormatContext } from '../report/formatter.ts';
import type { Report } from '../report/report-schema.ts';
import { inLanguage } from '../report/words.ts';
import { ownLibrary } from '../rules.ts';
import { colours } from './terminal.ts';

/** What formatters may know beside the reports; `terminal`: the output is one. */
export async function formatContext(
  { language, asOf }: Report['ruleset'],
  levels: Levels,
  verbose: boolean,
): Promise<(terminal: boolean, seconds: number) => FormatContext> {
  const library = await ownLibrary();
  const rules = levelled(library.rules, levels).rules.filter((rule) => inForce(rule, asOf));
  return (terminal, seconds) => ({
    language,
    rules,
    clause(id) {
      const clause = library.clauses.get(id);
      const source = library.sources[id.split('/')[0] ?? ''];
      if (!clause) return undefined;
      return {
        says: clause.says,
        source: cited(source && inLanguage(source.title, language), inLanguage(clause.label, language)),
      };
    },
    terminal: {
      colour: terminal && colours(),
      verbose,
      seconds: terminal ? seconds : null,
    },
  });
}
