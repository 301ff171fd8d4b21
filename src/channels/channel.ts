import type { TSchema } from '@sinclair/typebox';
import type { FieldFile } from '../engine/library-schema.ts';
import type { Source } from '../intake/source.ts';
import type { ChannelId } from './ids.ts';
import type { CheckRecord } from './record.ts';

/** Limits of ours; crossing one makes a unit `unknown`. Sizes in bytes, times in milliseconds. */
export interface Limits {
  readonly entries: number;
  readonly unpackedBytes: number;
  /** Unpacked size as a multiple of the packed size. */
  readonly ratio: number;
  /** The largest FHR that is read into memory. */
  readonly fhrBytes: number;
  /** The largest DICOMDIR that is read into memory. */
  readonly dicomdirBytes: number;
  readonly dicomdirRecords: number;
  /** Archives within archives: a 7z in a zip are two. */
  readonly nesting: number;
  /** Bytes of memory that an archive may demand for its dictionary. */
  readonly dictionary: number;
  /** Reading one archive to its end. */
  readonly archiveTime: number;
  /** Characters of one text in an XML, and of one of its records. */
  readonly xmlText: number;
  readonly xmlRecord: number;
}

/** A file of a submission as the report lists it. */
export interface SubmissionFile {
  readonly path: string;
  readonly role: string;
  readonly size: number;
  /** Hex; null where the bytes could not be read to the end. */
  readonly sha256: string | null;
}

/** All files that go out in one go through one channel. */
export interface Submission {
  readonly channel: ChannelId;
  /** As the user is shown it: the archive, the folder, or the only file. */
  readonly name: string;
  readonly recognisedBy: 'name' | 'content' | 'option';
  readonly form: 'zip' | 'loose';
  readonly sources: readonly Source[];
  /** Submissions of the same channel that lay in the same folder. */
  readonly others?: number;
}

/** A code table of the ruleset: code to its row. */
export type CodeTable = Readonly<Record<string, unknown>>;

/** An order whose images go out with a submission. */
export interface ImageOrder {
  /** What NHI tells uploads apart by: 醫事機構代碼 and 案件編號, 22 characters; letter case does not count. */
  readonly caseKey: string;
  /** The cells of its row as written. */
  readonly row: readonly string[];
  /** What tells the examination: patient, order, time. */
  readonly exam: readonly string[];
  /** SHA-256 of its archive, hex. */
  readonly archive: string;
}

/** How an order compares with what was handed over before under its 案件編號. */
export type OrderBefore = Readonly<Record<'row' | 'archive' | 'exam', 'same' | 'other'>>;

/** What a channel may use while it assembles records. */
export interface Context {
  /** yyyy-MM-dd, Asia/Taipei; means the end of that day. */
  readonly asOf: string;
  /** The login's institution code, when configured. */
  readonly institution: string | undefined;
  readonly limits: Limits;
  /** Whether a file of this name was handed over before. Null: the ledger cannot be read. */
  readonly sentBefore: ((name: string) => boolean) | null;
  /**
   * Remembers an order for a hand-over, and gives how it compares with what was handed over before under its 案件編號;
   * undefined where nothing was. Null: nobody wants to know (no ledger, and no hand-over to come).
   */
  readonly order: ((order: ImageOrder) => OrderBefore | undefined) | null;
  readonly signal: AbortSignal | undefined;
  /** The earlier submission of this check that has the same name, of those that its channel gives; see `Channel.names`. */
  elsewhere(name: string): string | undefined;
  /** Rows of `rules/codes/<name>.yaml`. */
  codes(name: string): CodeTable;
  /** The field table `rules/fields/<name>.yaml`. @throws where there is none */
  format(name: string): FieldFile;
  /** Keeps bytes in a private temporary file; gives its path on disk. It goes with the check, or when discarded. */
  keep(bytes: AsyncIterable<Uint8Array>): Promise<string>;
  /** Removes a file that `keep` made. */
  discard(diskPath: string): Promise<void>;
  /** Tells a hand-over the day that is typed on NHI's page: YYYMMDD (ROC). */
  uploadDay(day: string): void;
  /** Tells the report about a file. */
  file(file: SubmissionFile): void;
}

/** One folder under `src/channels/`: which files belong together, what a unit is, the record types and joins. */
export interface Channel {
  readonly id: ChannelId;
  readonly recordTypes: Readonly<Record<string, TSchema>>;
  /** What it looks for, for the message "nothing recognisable". */
  readonly looksFor: { readonly zh: string; readonly en: string };
  /**
   * The submissions among the files. `forced`: the user named this channel, so content need not show it.
   * The files of no submission are left to other channels.
   */
  recognise(files: readonly Source[], options: { forced: boolean; limits: Limits }): Promise<Submission[]>;
  /**
   * What may not be in two submissions: names of files, or what tells them apart in this channel. So a check of several
   * can tell which of them share one; none where it cannot be opened.
   */
  names(submission: Submission, limits: Limits): Promise<readonly string[]>;
  /**
   * Its records, one by one or, where there are very many, some thousands at a time: such a run is gone through once,
   * at once, and may make each record only when it is asked for.
   */
  records(submission: Submission, context: Context): AsyncIterable<CheckRecord | Iterable<CheckRecord>>;
}
