/** A row of the table. */
export interface Row {
  readonly what: string;
  readonly took: string;
  /** NaN where there is nothing to compare. */
  readonly number: number;
  /** NaN where nothing is demanded. */
  readonly most: number;
  readonly unit: string;
}
