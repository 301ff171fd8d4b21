import { createHash } from 'node:crypto';
import type { Receipt } from './receipt-schema.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** JSON with sorted keys and no blanks: the same value always gives the same text. */
function canonical(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

/** The seal of a receipt: SHA-256 in hex of all of it but the seal. */
export function sealOf(receipt: Omit<Receipt, 'seal'>): string {
  const { seal: _, ...rest } = receipt as Receipt;
  return createHash('sha256').update(canonical(rest)).digest('hex');
}
