import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Static, TSchema } from '@sinclair/typebox';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { segment } from '../readers/pointer.ts';
import { RuleError, type RuleErrorCode } from './rule-error.ts';
import type { Validators } from './validators.ts';

/** A validated YAML file that can still say on which line something stands. */
export interface YamlFile<T> {
  readonly data: T;
  /** Whether it is the very file that was found valid before. */
  readonly known: boolean;
  /** The error to throw about `keys`. */
  error(code: RuleErrorCode, keys: readonly (string | number)[], what: string): RuleError;
  line(keys: readonly (string | number)[]): number;
}

/** A member of a map or sequence, and the node that names it: the key of a map, the member itself of a sequence. */
function childAt(node: unknown, key: string | number): { named: Node | undefined; value: unknown } | undefined {
  if (isSeq(node)) {
    const value = node.items[Number(key)];
    return value === undefined ? undefined : { named: value as Node, value };
  }
  if (!isMap(node)) return undefined;
  const pair = (node.items as Pair<Node, unknown>[]).find(
    (item) => isScalar(item.key) && String(item.key.value) === key,
  );
  return pair && { named: pair.key, value: pair.value };
}

/** What is known of a file that was read and found valid before: it need not be parsed while its text is the same. */
export interface KnownFile {
  /** SHA-256 of the text, hex. */
  readonly sha256: string;
  readonly data: unknown;
  /** The line of each rule, by its id. */
  readonly lines: Readonly<Record<string, number>>;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What there is to know of a file that is valid. @throws RuleError `yaml` */
export function knownFile(relative: string, text: string): KnownFile {
  const { data, line } = parseYaml<{ rules?: object }>(relative, text);
  const ids = Object.keys(data.rules ?? {});
  return { sha256: hashOf(text), data, lines: Object.fromEntries(ids.map((id) => [id, line(['rules', id])])) };
}

/** A file whose text is the one that is known; undefined where it has changed since. It is parsed only to say where something is wrong. */
function unchanged<T>(relative: string, text: string, { sha256, data, lines }: KnownFile): YamlFile<T> | undefined {
  if (hashOf(text) !== sha256) return undefined;
  let parsed: YamlFile<unknown> | undefined;
  const file = (): YamlFile<unknown> => (parsed ??= parseYaml(relative, text));
  const lineOf = ([first, id]: readonly (string | number)[]): number | undefined =>
    first === 'rules' && typeof id === 'string' ? lines[id] : undefined;
  return {
    data: data as T,
    known: true,
    error: (code, keys, what) => file().error(code, keys, what),
    line: (keys) => (keys.length === 2 ? lineOf(keys) : undefined) ?? file().line(keys),
  };
}

/**
 * Reads and validates one file of the ruleset.
 * @param known what is known of it, where anything is
 * @throws RuleError `yaml` or `shape`, with file, line and path of the first thing wrong
 */
export async function readYaml<S extends TSchema>(
  root: string,
  relative: string,
  schema: S,
  validators: Validators,
  known?: KnownFile,
): Promise<YamlFile<Static<S>>> {
  const text = await readFile(path.join(root, relative), 'utf8');
  const same = known && unchanged<Static<S>>(relative, text, known);
  if (same) return same;
  const file = parseYaml<Static<S>>(relative, text);
  const wrong = validators.firstError(schema, file.data);
  if (wrong) throw file.error('shape', wrong.keys, wrong.what);
  return file;
}

function parseYaml<T>(relative: string, text: string): YamlFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const line = (keys: readonly (string | number)[]): number => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const key of keys) {
      const next = childAt(node, key);
      if (!next) break;
      node = next.value;
      offset = next.named?.range?.[0] ?? offset;
    }
    return lines.linePos(offset).line;
  };
  const error = (code: RuleErrorCode, keys: readonly (string | number)[], what: string): RuleError =>
    new RuleError(code, { file: relative, line: line(keys), path: keys.map(segment).join('') || '/' }, what);

  const broken = document.errors[0];
  if (broken) {
    const at = lines.linePos(broken.pos[0]).line;
    throw new RuleError('yaml', { file: relative, line: at, path: '/' }, broken.message);
  }
  let data: unknown;
  try {
    data = document.toJS();
  } catch (unresolved) {
    throw new RuleError('yaml', { file: relative, line: 1, path: '/' }, (unresolved as Error).message); // aliases
  }
  return { data: data as T, known: false, error, line };
}
