import { fileURLToPath } from 'node:url';
import { recordTypes } from './channels/registry.ts';
import type { Library } from './engine/library.ts';
import { loadLibrary } from './engine/load-library.ts';

/** The folder of the ruleset that comes with this package. */
export const RULES_FOLDER = fileURLToPath(new URL('../rules/', import.meta.url));

let loaded: Promise<Library> | undefined;

/** The ruleset that comes with this package, loaded once. @throws RuleError */
export const ownLibrary = (): Promise<Library> => (loaded ??= loadLibrary(RULES_FOLDER, recordTypes()));
