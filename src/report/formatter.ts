import type { Rule } from '../engine/rule.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { Language, Report } from './report-schema.ts';

/** What formatters may know beside the reports. */
export interface FormatContext {
  /** Of labels; the sentences of a report are in the language of the report, which is the same one. */
  readonly language: Language;
  /** All rules in force, also those that found nothing, in the order of the rule files. */
  readonly rules: readonly Rule[];
  /** The words of a clause: what it says (`says`), and how it is cited (`source`: 「事前審查上傳說明（六）1」). */
  clause(id: string): { readonly says: Words; readonly source: string } | undefined;
  /** Colours and unit names as a terminal shows them. */
  readonly terminal: { readonly colour: boolean; readonly verbose: boolean; readonly seconds: number | null };
}

/** Turns the reports of one run into one document. A pure function: the same reports give the same text. */
export type Formatter = (reports: readonly Report[], context: FormatContext, write: (text: string) => void) => void;

/** The formats by name; each is loaded when it is asked for. */
export const FORMATS = ['pretty', 'json', 'sarif', 'junit', 'github', 'html', 'csv'] as const;
export type FormatName = (typeof FORMATS)[number];
