import type { Library } from './library.ts';
import type { Rule } from './rule.ts';

/** NHI's error, as NHI writes it: 04 日期格式錯誤. */
export interface ErrorCode {
  readonly code: string;
  readonly name: string;
}

/** The code table that holds NHI's error codes of the channel of a rule: code to short name. */
export const errorTable = ({ file }: Pick<Rule, 'file'>): string => `${file.slice(0, file.indexOf('/'))}-errors`;

/** The error that NHI reports where a rule is broken; undefined where none is known. */
export function errorCodeOf(rule: Rule, { codes }: Pick<Library, 'codes'>): ErrorCode | undefined {
  if (rule.code === undefined) return undefined;
  const name = codes.get(errorTable(rule))?.[rule.code];
  return typeof name === 'string' ? { code: rule.code, name } : undefined;
}
