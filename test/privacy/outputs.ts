import { expect } from 'vitest';
import { formatContext } from '../../src/cli/format-context.ts';
import type { Source } from '../../src/intake/source.ts';
import type { PrecheckOptions } from '../../src/options.ts';
import { precheck } from '../../src/precheck.ts';
import { loadFormatter } from '../../src/report/formats/formats.ts';
import { githubSummary } from '../../src/report/formats/github.ts';
import { FORMATS, type FormatName } from '../../src/report/formatter.ts';
import type { Language, Report } from '../../src/report/report-schema.ts';
import { leaks } from '../support/product/markers.ts';
import { type Any, AS_OF, KEY, sources } from '../support/product/packages.ts';

const formatters = new Map(await Promise.all(FORMATS.map(async (name) => [name, await loadFormatter(name)] as const)));

/** Everything that formats make of reports, in the languages of the reports; all formats unless told. */
export async function printed(reports: readonly Report[], formats: readonly FormatName[] = FORMATS): Promise<string> {
  const [first] = reports;
  if (!first) return '';
  const parts: string[] = [];
  const write = (text: string): void => void parts.push(text);
  const context = await formatContext(first.ruleset, {}, true);
  for (const name of formats) formatters.get(name)?.(reports, context(true, 1), write);
  githubSummary(reports, context(true, 1), write);
  return parts.join('');
}

/** ATT and DCF were sent: what is told comes from the FHR alone, and no archive has to be opened. */
export const SENT: PrecheckOptions = { asOf: AS_OF, ledger: { sentBefore: (name) => !name.startsWith('FHR') } };

/**
 * Prechecks files; fails when a marker comes out. Gives the ids of the rules that spoke.
 * @param languages both unless told: thousands of fields take turns
 */
export async function expectNoLeak(
  given: readonly Source[],
  what: string,
  options = SENT,
  languages: readonly Language[] = ['zh-TW', 'en'],
): Promise<Set<string>> {
  const raised = new Set<string>();
  for (const language of languages) {
    const reports = await precheck(given, { ...options, language });
    expect({ what, leaks: leaks(await printed(reports)) }).toEqual({ what, leaks: [] });
    for (const { findings } of reports) for (const { ruleId } of findings) raised.add(ruleId);
  }
  return raised;
}

/** The same for one FHR. */
export const expectNoLeakOf = (
  fhr: Any | Uint8Array | string,
  what: string,
  languages?: readonly Language[],
): Promise<Set<string>> => {
  const bytes = fhr instanceof Uint8Array ? fhr : Buffer.from(typeof fhr === 'string' ? fhr : JSON.stringify(fhr));
  return expectNoLeak(sources({ [`FHR${KEY}.JSON`]: bytes }), what, SENT, languages);
};
