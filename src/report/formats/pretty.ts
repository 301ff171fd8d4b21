import type { Formatter } from '../formatter.ts';
import { pretty as write } from '../pretty.ts';
import { inLanguage } from '../words.ts';

/** `--format pretty`: the reports as a person reads them, one after the other. */
export const pretty: Formatter = (reports, { language, rules, clause, terminal }, out) => {
  const statuses = new Map(rules.map(({ id, status }) => [id, status]));
  const named = reports.length > 1;
  const words = (id: string): string => {
    const found = clause(id);
    return found ? `${id} ${inLanguage(found.says, language)}` : id;
  };
  for (const [i, report] of reports.entries()) {
    if (i > 0) out('\n');
    write(report, { ...terminal, named, clause: words, status: (id) => statuses.get(id) }, out);
  }
};
