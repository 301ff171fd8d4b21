import type { Limits, Submission } from '../channels/channel.ts';
import type { ChannelId } from '../channels/ids.ts';
import type { Library } from '../engine/library.ts';
import type { Words } from '../engine/rule-schema.ts';

/** One text file of NHI's answer: loose, or out of a zip. */
export interface AnswerFile {
  /** Its name without folders; may be hostile. */
  readonly name: string;
  /** As it is told to the user: `x.zip!/name`. */
  readonly shown: string;
  readonly size: number;
  /** Its bytes from the start; may be opened several times. @throws ArchiveError, IntakeError */
  open(): AsyncIterable<Uint8Array>;
}

/** That NHI refused a unit, and why as far as NHI's file tells. */
export interface Refusal {
  /** Line of the unit in the package, 1-based. */
  readonly line: number;
  /** NHI's codes; none where no code could be read. */
  readonly codes: ReadonlySet<string>;
  /** Tags of the fields that NHI marked. */
  readonly fields: ReadonlySet<string>;
  /** Which results of the unit (rdata, 1-based) it was about, where that is known. */
  readonly results: ReadonlySet<number>;
}

/** Why a part of an answer was not read, or does not count. */
export const UNREAD = [
  /** A record with lines missing at the end of the file. */
  'cut',
  /** Lines between two separators that are not as many as a record has. */
  'lines',
  /** Lines under a heading whose columns could not be told. */
  'columns',
  /** A line longer than any report has. */
  'long-line',
] as const;
export type UnreadWhy = (typeof UNREAD)[number];

/** Why a record of an answer was not matched with a unit. */
export const UNMATCHED = [
  /** No unit of the package has these values. */
  'none',
  /** Several have. */
  'several',
  /** Too few of its fields can be compared whole. */
  'too-few',
] as const;
export type UnmatchedWhy = (typeof UNMATCHED)[number];

/** A place in an answer. */
export interface AnswerPlace<Why extends string> {
  readonly why: Why;
  /** As shown. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** How many, by reason, and where the first of them are. */
export interface Tally<Why extends string> {
  readonly counts: Readonly<Partial<Record<Why, number>>>;
  readonly total: number;
  readonly places: readonly AnswerPlace<Why>[];
}

/** A file of the answer that was read. */
export interface AnsweredFile {
  readonly shown: string;
  readonly records: number;
  readonly encoding: string | null;
  /** How it was told which cell is which; null where no columns were met. */
  readonly by: 'headings' | 'order' | null;
}

/** What NHI's answer says of a package. */
export interface Answered {
  /** `file`: NHI refused the whole file; `units`: a report of those that it refused. */
  readonly scope: 'file' | 'units';
  /** By number of the unit in the package, from 0. */
  readonly refusals: ReadonlyMap<number, Refusal>;
  /** The day of upload as the package itself tells it, yyyy-MM-dd; null where it does not. */
  readonly uploadDay: string | null;
  /** 收件序號, where names of files tell it. */
  readonly receiptNumber: string | null;
  readonly files: readonly AnsweredFile[];
  /** Records that were read, with a code or not. */
  readonly records: number;
  /** Records without a code and without a mark: not counted as refused. */
  readonly withoutCode: number;
  readonly unread: Tally<UnreadWhy>;
  readonly unmatched: Tally<UnmatchedWhy>;
  /** Whether names of files or matched records show that this is the answer to this package. */
  readonly tied: boolean;
  /** What was taken for granted, in words. */
  readonly assumed: readonly Words[];
}

/** What the reading of an answer may use. */
export interface AnswerContext {
  readonly library: Library;
  readonly limits: Limits;
}

/** How NHI answers uploads of one channel: the seam for other channels. */
export interface AnswerWay {
  readonly channel: ChannelId;
  /** Which files of NHI it reads. */
  readonly looksFor: Words;
  /** When NHI's answer can be had. */
  readonly whenToLook: Words;
  /** NHI's error codes: a table of rules/codes. */
  readonly errors: string;
  /** The clause of a code, which may tell why it is not checked: a key of rules/clauses.yaml, where there is one. */
  codeClause(code: string): string;
  /** Id of a unit by its number from 0, as reports have it. */
  unitId(number: number): string;
  /** Chinese (and English) name of a field by its tag. */
  fieldName(tag: string, library: Library): Words | undefined;
  /** Whether a text file is one of NHI's answers of this channel. @param head its first 64 KiB */
  recognises(name: string, head: Uint8Array): boolean;
  /**
   * Reads answers that it recognised and finds the units of the package that they speak of.
   * @throws ReconcileError where they cannot be compared with it; ArchiveError, IntakeError
   */
  read(files: readonly AnswerFile[], submission: Submission, cx: AnswerContext): Promise<Answered>;
}
