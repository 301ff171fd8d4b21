/** What each predicate must say: by option, values it accepts and values it refuses. */
export interface Row {
  readonly options: unknown;
  readonly good: readonly unknown[];
  readonly bad: readonly string[];
}

export interface Table {
  readonly rows: readonly Row[];
  /** Options that the option schema must refuse. */
  readonly wrongOptions: readonly unknown[];
}
