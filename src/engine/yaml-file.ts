import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Static, TSchema } from '@sinclair/typebox';
import { LineCounter, parseDocument } from 'yaml';
import { RuleError, type RuleErrorCode } from './rule-error.ts';
import type { Validators } from './validators.ts';

/** A validated YAML file that can still say on which line something stands. */
export interface YamlFile<T> {
  readonly data: T;
  /** The error to throw about `keys`. */
  error(code: RuleErrorCode, keys: readonly (string | number)[], what: string): RuleError;
  line(keys: readonly (string | number)[]): number;
}

/**
 * Reads and validates one file of the ruleset.
 * @throws RuleError `yaml` or `shape`, with file, line and path of the first thing wrong
 */
export async function readYaml<S extends TSchema>(
  root: string,
  relative: string,
  schema: S,
  validators: Validators,
): Promise<YamlFile<Static<S>>> {
  const text = await readFile(path.join(root, relative), 'utf8');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const line = (keys: readonly (string | number)[]): number => {
    for (let depth = keys.length; depth > 0; depth--) {
      const node = document.getIn(keys.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const error = (code: RuleErrorCode, keys: readonly (string | number)[], what: string): RuleError =>
    new RuleError(code, { file: relative, line: line(keys), path: `/${keys.join('/')}` }, what);

  const broken = document.errors[0];
  if (broken) {
    const at = lines.linePos(broken.pos[0]).line;
    throw new RuleError('yaml', { file: relative, line: at, path: '/' }, broken.message);
  }
  const data: unknown = document.toJS();
  const wrong = validators.firstError(schema, data);
  if (wrong) throw error('shape', wrong.keys, wrong.what);
  return { data: data as Static<S>, error, line };
}
