import type { Formatter } from '../formatter.ts';
import { json as write } from '../json.ts';

/** `--format json`: one report as itself, several as `{ "reports": [...] }`. */
export const json: Formatter = (reports, _context, out) => write(reports, out);
