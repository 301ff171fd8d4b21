import type { Finding } from '../engine/run.ts';
import type { CsvFix, Repairs } from './csv/repairs.ts';
import type { ToldCell } from './csv/scan.ts';
import type { Part } from './package.ts';
import type { XmlFix } from './xml/repairs.ts';
import type { XmlRewriting } from './xml/rewrite.ts';

/** What an edit does. Names of files and packages are without folders; names inside archives are paths. */
export type EditKind =
  | { readonly kind: 'rename-package'; readonly from: string; readonly to: string }
  | { readonly kind: 'rename-file'; readonly part: Part; readonly from: string; readonly to: string }
  | { readonly kind: 'flatten-file'; readonly part: Part; readonly from: string; readonly to: string }
  | { readonly kind: 'drop-file'; readonly part: Part; readonly from: string }
  | { readonly kind: 'remove-bom'; readonly part: Part }
  /** Puts a zone behind the Bundle's timestamp. */
  | { readonly kind: 'add-zone'; readonly part: Part; readonly to: string }
  | { readonly kind: 'rename-inside'; readonly part: Part; readonly from: string; readonly to: string }
  /** One kind of change in all rows of a CSV. */
  | {
      readonly kind: 'csv';
      readonly part: Part;
      readonly fix: CsvFix;
      /** The first cells that change, where cells do. */
      readonly cells: readonly ToldCell[];
      /** How many cells or lines change. */
      readonly count: number;
      /** What all changes of the CSV in this plan do together. */
      readonly want: Repairs;
      /** Of `csv-archive`: the archive whose name it is, and how cells write it. */
      readonly archive?: { readonly part: Part; readonly to: string; readonly cells: readonly string[] };
    }
  /** One kind of change in all of an XML, for one rule. */
  | {
      readonly kind: 'xml';
      readonly part: Part;
      readonly fix: XmlFix;
      /** The first places that change, where fields or segments do. */
      readonly places: readonly ToldPlace[];
      /** How many places change. */
      readonly count: number;
      /** Of `xml-full-width`: how many " became ”. */
      readonly quotes: number;
      /** What all changes of the XML in this plan do together. */
      readonly want: XmlRewriting;
    }
  /** Puts a loose XML into a zip of its own, under the name `inner`. */
  | {
      readonly kind: 'zip-xml';
      readonly part: Part;
      readonly from: string;
      readonly to: string;
      readonly inner: string;
    }
  /** Leaves out the empty folders of a zip. */
  | { readonly kind: 'drop-folders'; readonly from: string; readonly to: string }
  /** Makes a 7z of a cabinet, since names inside a cabinet cannot be changed. */
  | { readonly kind: 'repack'; readonly part: Part; readonly from: string; readonly to: string };

/** One safe change to a package, and the finding that it answers. */
export type Edit = EditKind & { readonly finding: Finding };

/** A place of an XML that changes. */
export interface ToldPlace {
  readonly tag: string;
  /** 資料名稱; '' where there is none. */
  readonly name: string;
  readonly xpath: string;
  /** Of a date. */
  readonly from?: string;
  readonly to?: string;
}

/** Why a fix is only proposed. */
export type Why = 'name-taken' | 'two-candidates' | 'not-certain' | 'not-configured' | 'not-in-big5';

/** A fix that is left to a person. */
export interface Skipped {
  readonly finding: Finding;
  readonly why: Why;
  /** Where, in a text: `line:column sign`. */
  readonly places?: readonly string[];
}

/** What is done to a package, and what is not. */
export interface Plan {
  readonly edits: readonly Edit[];
  readonly skipped: readonly Skipped[];
}

/** Whether an edit gives what it names another name, or does something else. */
export const changes = (edit: Edit): boolean => !('from' in edit && 'to' in edit) || edit.from !== edit.to;

/** The part that an edit changes; none for the package itself. */
export const partOf = (edit: Edit): Part | undefined => ('part' in edit ? edit.part : undefined);
