import { errorCodeOf } from '../engine/error-code.ts';
import type { Library } from '../engine/library.ts';
import type { Clause } from '../engine/library-schema.ts';
import { kindOf, type Rule } from '../engine/rule.ts';
import { cited } from '../report/build.ts';
import type { Language } from '../report/report-schema.ts';
import { inLanguage, nhiOf, REASON } from '../report/words.ts';
import { ownLibrary } from '../rules.ts';
import { CommandError, EXIT } from './exit.ts';

const LABELS = {
  outcome: { zh: '結果', en: 'Outcome' },
  code: { zh: '錯誤代碼', en: 'Error code' },
  message: { zh: '訊息', en: 'Message' },
  todo: { zh: '怎麼辦', en: 'To do' },
  clause: { zh: '依據', en: 'Clause' },
  sure: { zh: '有多確定', en: 'How sure' },
  kind: { zh: '檢查方式', en: 'Kind of check' },
  fix: { zh: '修正', en: 'Fix' },
  period: { zh: '適用', en: 'In force' },
  where: { zh: '規則檔', en: 'Rule file' },
  rules: { zh: '規則', en: 'Rules' },
  not: { zh: '未檢查', en: 'Not checked' },
};

function lines(rows: [keyof typeof LABELS, string | undefined][], language: Language): string {
  return rows
    .filter(([, text]) => text)
    .map(([label, text]) => `  ${inLanguage(LABELS[label], language)}: ${text}`)
    .join('\n');
}

function clauseWords(library: Library, id: string, language: Language): string {
  const clause = library.clauses.get(id);
  const source = library.sources[id.split('/')[0] ?? ''];
  if (!clause || !source) return id;
  const name = cited(inLanguage(source.title, language), inLanguage(clause.label, language));
  return `${name} — ${inLanguage(clause.says, language)} (${id})`;
}

function aboutRule(library: Library, rule: Rule, language: Language): string {
  const sure = library.sources[rule.clause.split('/')[0] ?? '']?.sure;
  const error = errorCodeOf(rule, library);
  const period = rule.from || rule.until ? `${rule.from ?? '…'} – ${rule.until ?? '…'}` : undefined;
  const rows: [keyof typeof LABELS, string | undefined][] = [
    ['outcome', `${rule.outcome} — ${inLanguage(nhiOf(rule), language)}`],
    ['code', error && `${error.code} ${error.name}`],
    ['message', inLanguage(rule.message, language)],
    ['todo', inLanguage(rule.todo, language)],
    ['clause', clauseWords(library, rule.clause, language)],
    ['sure', sure && inLanguage(sure, language)],
    ['kind', `${kindOf(rule)} / ${rule.record}`],
    ['fix', rule.fix && `${rule.fix.id}${rule.fix.safe ? '' : ' (unsafe)'}`],
    ['period', period],
    ['where', `rules/${rule.file}:${rule.line}`],
  ];
  return `${rule.id} — ${inLanguage(rule.title, language)}\n${lines(rows, language)}\n`;
}

function aboutClause(library: Library, id: string, clause: Clause, language: Language): string {
  const rules = library.rules.filter((rule) => rule.clause === id).map((rule) => rule.id);
  const not = clause.notChecked;
  const rows: [keyof typeof LABELS, string | undefined][] = [
    ['rules', rules.join(', ')],
    ['not', not && `${inLanguage(REASON[not.reason], language)} — ${inLanguage(not.why, language)}`],
  ];
  return `${clauseWords(library, id, language)}\n${lines(rows, language)}\n`;
}

/** `nhi-precheck explain RULE|CLAUSE`. @throws CommandError when there is neither */
export async function explain(id: string, language: Language): Promise<void> {
  const library = await ownLibrary();
  const rule = library.rules.find((each) => each.id === id);
  const clause = library.clauses.get(id);
  if (!rule && !clause) {
    const near = [...library.rules.map((each) => each.id), ...library.clauses.keys()]
      .filter((each) => each.includes(id))
      .slice(0, 8);
    const hint = near.length > 0 ? `\n  ${near.join('\n  ')}` : '';
    throw new CommandError(
      EXIT.usage,
      `沒有這條規則或條文：${id}`,
      `There is no rule or clause of that name: ${id}${hint}`,
    );
  }
  process.stdout.write(
    rule ? aboutRule(library, rule, language) : clause ? aboutClause(library, id, clause, language) : '',
  );
}
