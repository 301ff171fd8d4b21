import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Static, TSchema } from '@sinclair/typebox';
import { checkPolicy } from './condition-checks.ts';
import type { Library } from './library.ts';
import { ClauseFile, CodeFile, FieldFile, PolicyFile, RulesetFile, SourceFile } from './library-schema.ts';
import type { Rule } from './rule.ts';
import { checkRules } from './rule-checks.ts';
import { RuleError } from './rule-error.ts';
import { RuleFile } from './rule-schema.ts';
import { type Validators, validators } from './validators.ts';
import { type KnownFile, readYaml, type YamlFile } from './yaml-file.ts';

function frozen<T extends object>(data: T): T {
  Object.freeze(data);
  for (const value of Object.values(data)) if (!Object.isFrozen(value)) frozen(value as object);
  return data;
}

const yamlIn = async (root: string, folder: string): Promise<string[]> =>
  (await readdir(path.join(root, folder)))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `${folder}/${name}`);

/** Folders that hold tables, not rules. */
const TABLES: ReadonlySet<string> = new Set(['codes', 'fields']);

async function ruleFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !TABLES.has(entry.name)).map((entry) => entry.name);
  return (await Promise.all(folders.sort().map((folder) => yamlIn(root, folder)))).flat();
}

/** What is known of files that were read before, by their paths relative to the root. */
export type KnownFiles = Readonly<Record<string, KnownFile>>;

/** The files of a folder of tables, by name; none where the ruleset has no such folder. */
async function tablesIn<S extends TSchema>(
  root: string,
  folder: string,
  schema: S,
  checks: Validators,
  known: KnownFiles,
): Promise<Map<string, Static<S>>> {
  const there = (await readdir(root)).includes(folder);
  const files = there ? await yamlIn(root, folder) : [];
  const loaded = await Promise.all(files.map((file) => readYaml(root, file, schema, checks, known[file])));
  return new Map(loaded.map((file, i) => [path.posix.basename(files[i] ?? '', '.yaml'), file.data]));
}

/**
 * Loads and validates a ruleset folder.
 * @param root the folder `rules/`
 * @param recordTypes the record types that channels give, by name
 * @param known files that need not be parsed again while they are the same: the published package brings them along
 * @throws RuleError with file, line and path
 */
export async function loadLibrary(
  root: string,
  recordTypes: ReadonlyMap<string, TSchema>,
  known: KnownFiles = {},
): Promise<Library> {
  const checks = validators();
  const file = <S extends TSchema>(name: string, schema: S) => readYaml(root, name, schema, checks, known[name]);
  const [ruleset, sources, clauses, policy, codes, formats, names] = await Promise.all([
    file('ruleset.yaml', RulesetFile),
    file('sources.yaml', SourceFile),
    file('clauses.yaml', ClauseFile),
    file('policy.yaml', PolicyFile),
    tablesIn(root, 'codes', CodeFile, checks, known),
    tablesIn(root, 'fields', FieldFile, checks, known),
    ruleFiles(root),
  ]);
  for (const key of Object.keys(clauses.data.clauses)) {
    if (!Object.hasOwn(sources.data.sources, key.split('/')[0] ?? ''))
      throw clauses.error('unknown-clause', ['clauses', key], 'its source is not in sources.yaml');
  }
  const files = new Map<string, YamlFile<RuleFile>>();
  const rules: Rule[] = [];
  const read = await Promise.all(names.map((name) => file(name, RuleFile)));
  for (const [i, file] of read.entries()) {
    const name = names[i] ?? '';
    files.set(name, file);
    for (const [id, data] of Object.entries(file.data.rules)) {
      if (rules.some((rule) => rule.id === id)) throw file.error('duplicate', ['rules', id], 'this rule id is taken');
      rules.push(frozen({ ...data, id, record: file.data.record, file: name, line: file.line(['rules', id]) }));
    }
  }
  const errorOf: Library['errorOf'] = (rule, code, keys, what) => {
    const file = files.get(rule.file);
    if (file) return file.error(code, ['rules', rule.id, ...keys], what);
    return new RuleError(code, { file: rule.file, line: rule.line, path: `/${keys.join('/')}` }, what);
  };
  const library: Library = {
    root,
    version: ruleset.data.version,
    rules: Object.freeze(rules),
    clauses: new Map(Object.entries(clauses.data.clauses)),
    sources: sources.data.sources,
    policy: policy.data,
    codes: new Map([...codes].map(([name, file]) => [name, file.codes])),
    formats,
    proven: read.every((file) => file.known),
    recordTypes,
    errorOf,
  };
  checkRules(library);
  for (const [key, { by = [] }] of library.clauses)
    for (const id of by)
      if (!rules.some((rule) => rule.id === id))
        throw clauses.error('unknown-rule', ['clauses', key, 'by'], `there is no rule "${id}"`);
  checkPolicy(policy, library.codes, checks);
  return library;
}
