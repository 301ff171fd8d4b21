/** nhi-precheck as a library: `precheck(sources, options)` and what it takes and gives. */
export type { Limits } from './channels/channel.ts';
export type { ChannelId } from './channels/ids.ts';
export type { Answer, Outcome } from './engine/outcome.ts';
export { IntakeError } from './intake/errors.ts';
export { memorySource } from './intake/memory.ts';
export { type Intake, sourcesOf } from './intake/paths.ts';
export type { Source } from './intake/source.ts';
export { LIMITS, OptionsError, type PrecheckOptions } from './options.ts';
export { precheck } from './precheck.ts';
export type { Language, Report, ReportFinding, ReportUnit } from './report/report-schema.ts';
export { defaultLedgerPath, type Ledger, LedgerError, openLedger } from './upload/ledger.ts';
