import { type Static, Type } from '@sinclair/typebox';
import type { Predicate } from './predicate.ts';

const Options = Type.String({ minLength: 1 });

/**
 * Takes a string; true when it is a code of the table named by the option (a file in `rules/codes/`), compared
 * exactly: case, width and blanks count. The table is looked up once, when the rule is compiled, so that an unknown
 * table name is a fault of the ruleset and never of the data.
 */
export const inTable: Predicate = {
  name: 'inTable',
  says: { zh: '代碼表中的代碼', en: 'a code of the named code table' },
  options: Options,
  compile(options, context) {
    const codes = context.table(options as Static<typeof Options>);
    return (value) => typeof value !== 'string' || codes.has(value);
  },
};
