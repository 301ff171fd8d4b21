import type { TSchema } from '@sinclair/typebox';
import type { Clause, CodeFile, FieldFile, PolicyFile, SourceFile } from './library-schema.ts';
import type { Rule } from './rule.ts';
import type { RuleError } from './rule-error.ts';

/** Everything under `rules/`, loaded and validated; not yet chosen by date nor compiled. */
export interface Library {
  /** The folder it was loaded from. */
  readonly root: string;
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly sources: SourceFile['sources'];
  readonly policy: PolicyFile;
  readonly codes: ReadonlyMap<string, CodeFile['codes']>;
  /** The field tables of XML formats, by name. */
  readonly formats: ReadonlyMap<string, FieldFile>;
  /** Whether all rules are those that were found valid when the package was built: their schemas need no second look. */
  readonly proven: boolean;
  /** The fields of each record type, for checking selectors. */
  readonly recordTypes: ReadonlyMap<string, TSchema>;
  /** The error to throw about a rule, with its file and line. */
  errorOf(rule: Rule, code: ConstructorParameters<typeof RuleError>[0], keys: string[], what: string): RuleError;
}
