import stringWidth from 'string-width';
import type { Language } from '../report/report-schema.ts';
import { inLanguage } from '../report/words.ts';
import { ownLibrary } from '../rules.ts';

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(1, width - stringWidth(text)));

/** `nhi-precheck rules list`. */
export async function listRules(language: Language): Promise<void> {
  const { rules, version } = await ownLibrary();
  const width = Math.max(...rules.map(({ id }) => id.length)) + 2;
  const lines = rules.map((rule) => pad(rule.id, width) + pad(rule.outcome, 13) + inLanguage(rule.title, language));
  process.stdout.write(`${lines.join('\n')}\n${version}: ${rules.length}\n`);
}
