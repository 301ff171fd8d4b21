import type { Finding } from '../engine/run.ts';
import type { CsvFix, Repairs } from './csv/repairs.ts';
import type { ToldCell } from './csv/scan.ts';
import type { Part } from './package.ts';

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
  /** Makes a 7z of a cabinet, since names inside a cabinet cannot be changed. */
  | { readonly kind: 'repack'; readonly part: Part; readonly from: string; readonly to: string };

/** One safe change to a package, and the finding that it answers. */
export type Edit = EditKind & { readonly finding: Finding };

/** Why a fix is only proposed. */
export type Why = 'name-taken' | 'two-candidates' | 'not-certain' | 'not-configured';

/** A fix that is left to a person. */
export interface Skipped {
  readonly finding: Finding;
  readonly why: Why;
}

/** What is done to a package, and what is not. */
export interface Plan {
  readonly edits: readonly Edit[];
  readonly skipped: readonly Skipped[];
}

/** The part that an edit changes; none for the package itself. */
export const partOf = (edit: Edit): Part | undefined => ('part' in edit ? edit.part : undefined);
