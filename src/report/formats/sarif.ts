import { toolVersion } from '../../version.ts';
import type { Formatter } from '../formatter.ts';
import { harmlessJson } from '../harmless.ts';
import type { Report } from '../report-schema.ts';
import { fingerprints } from './fingerprints.ts';
import { relativeUri } from './relative-uri.ts';
import { sarifPlaces } from './sarif-places.ts';
import { changesOf, sarifOverride, sarifRule } from './sarif-rules.ts';
import { sarifText } from './sarif-text.ts';
import { severityOf } from './severity.ts';
import { toldLines } from './told.ts';

/** Where OASIS publishes the schema of SARIF 2.1.0 (with errata 01). */
const SARIF_SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** All files that were read, once each, and the archives they came in. */
function artifactsOf(reports: readonly Report[]): { artifacts: object[]; indices: ReadonlyMap<string, number> } {
  const artifacts: object[] = [];
  const indices = new Map<string, number>();
  const add = (path: string, sha256: string | null, more: object): void => {
    if (indices.has(path)) return;
    indices.set(path, artifacts.length);
    const hashes = sha256 === null ? {} : { hashes: { 'sha-256': sha256 } };
    artifacts.push({ location: { uri: relativeUri(path) }, roles: ['analysisTarget'], ...hashes, ...more });
  };
  for (const { submission } of reports) {
    const packed = submission.files.some(({ path }) => path.startsWith(`${submission.name}!/`));
    if (packed) add(submission.name, submission.sha256, {});
    for (const { path, size, sha256, role } of submission.files)
      add(path, sha256, { length: size, properties: { role } });
  }
  return { artifacts, indices };
}

/** What is known of a submission beside its findings. */
const aboutOf = ({ submission, verdict, notChecked, counts, ruleset }: Report): object => ({
  channel: submission.channel,
  submission: submission.name,
  sha256: submission.sha256,
  answer: verdict.answer,
  sentence: verdict.sentence,
  units: verdict.units,
  counts,
  notChecked,
  ruleset: { version: ruleset.version, asOf: ruleset.asOf },
});

/** Whether a limit or fault of ours left something unchecked: then what is absent is not proven to be gone. */
const isWhole = ({ verdict, findings }: Report): boolean =>
  verdict.answer !== 'unknown' && findings.every(({ outcome }) => outcome !== 'unknown');

/**
 * `--format sarif`: SARIF 2.1.0, one run. What keeps a package from being accepted is an error, a reminder a warning,
 * advice a note. Paths are relative and lead into archives by `!/`.
 */
export const sarif: Formatter = (reports, context, write) => {
  const { language, rules } = context;
  const { artifacts, indices } = artifactsOf(reports);
  const changes = changesOf(reports);
  const before = new Map(changes.map(({ ruleId, from }) => [ruleId, from]));
  const ruleIndices = new Map(rules.map(({ id }, i) => [id, i]));
  const fingerprint = fingerprints();
  const results = reports.flatMap(({ findings, submission }) =>
    findings.map((finding) => {
      const { ruleId, outcome, unit, clause, who, fix } = finding;
      const ruleIndex = ruleIndices.get(ruleId);
      const print = fingerprint(finding);
      return {
        ruleId,
        ...(ruleIndex === undefined ? {} : { ruleIndex }),
        level: severityOf(outcome),
        message: { text: sarifText(toldLines(finding, language).join('\n')) },
        ...sarifPlaces(finding, indices, language),
        // GitHub tells findings apart by the second alone
        partialFingerprints: { 'nhiPrecheck/v1': print, primaryLocationLineHash: print },
        properties: { outcome, unit, clause, who, submission: submission.name, fix },
      };
    }),
  );
  const version = toolVersion();
  const channels = [...new Set(reports.map(({ submission }) => submission.channel))].sort();
  const overrides = changes.map((change) => sarifOverride(change, ruleIndices.get(change.ruleId)));
  const run = {
    tool: {
      driver: {
        name: 'nhi-precheck',
        version,
        semanticVersion: version,
        language,
        rules: rules.map((rule) => sarifRule(rule, before.get(rule.id) ?? rule.outcome, context)),
      },
    },
    automationDetails: { id: ['nhi-precheck', ...channels, ''].join('/') },
    language,
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: reports.every(isWhole),
        ...(overrides.length > 0 ? { ruleConfigurationOverrides: overrides } : {}),
        properties: { submissions: reports.map(aboutOf) },
      },
    ],
    artifacts,
    results,
  };
  const log = { $schema: SARIF_SCHEMA, version: '2.1.0', runs: [run] };
  write(`${harmlessJson(JSON.stringify(log, null, 2))}\n`);
};
