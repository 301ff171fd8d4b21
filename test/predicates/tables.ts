import type { Table } from './table.ts';
import { CODES_AND_NAMES } from './tables-of-codes.ts';
import { DATES } from './tables-of-dates.ts';

/** The code tables that the rows of `inTable` name. */
export const CODES: Readonly<Record<string, ReadonlySet<string>>> = { 'visit-kind': new Set(['01', 'AA', '頭']) };

export const TABLES: Readonly<Record<string, Table>> = { ...DATES, ...CODES_AND_NAMES };
