import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordTypes } from './channels/registry.ts';
import type { Library } from './engine/library.ts';
import { type KnownFiles, loadLibrary } from './engine/load-library.ts';
import { type KnownFile, knownFile } from './engine/yaml-file.ts';

/** The folder of the ruleset that comes with this package. */
export const RULES_FOLDER = fileURLToPath(new URL('../rules/', import.meta.url));

/** What `npm run build` has found out about the ruleset, beside the compiled code. */
const KNOWN = new URL('./known-rules.json', import.meta.url);

/** Nothing is known where nothing was built, or something else lies there: then all is parsed. */
async function knownRules(): Promise<KnownFiles> {
  try {
    return JSON.parse(await readFile(KNOWN, 'utf8')) as KnownFiles;
  } catch {
    return {};
  }
}

/** Loads the ruleset, validates it, and writes down what need not be found out again, for the compiled code. @throws RuleError */
export async function writeKnownRules(): Promise<void> {
  await loadLibrary(RULES_FOLDER, recordTypes());
  const names = await readdir(RULES_FOLDER, { recursive: true });
  const known: Record<string, KnownFile> = {};
  for (const name of names.filter((each) => each.endsWith('.yaml')).sort()) {
    const relative = name.replaceAll('\\', '/');
    known[relative] = knownFile(relative, await readFile(join(RULES_FOLDER, name), 'utf8'));
  }
  await writeFile(KNOWN, JSON.stringify(known));
}

let loaded: Promise<Library> | undefined;

const load = async (): Promise<Library> => loadLibrary(RULES_FOLDER, recordTypes(), await knownRules());

/** The ruleset that comes with this package, loaded once. @throws RuleError */
export const ownLibrary = (): Promise<Library> => (loaded ??= load());
