import type { ArchiveData } from './archive-record-type.ts';

/** 4.5 GB counted in powers of ten: the document does not say which is meant. */
const DECIMAL = 4.5e9;
/** 4.5 GB counted in powers of two. */
const BINARY = 4.5 * 2 ** 30;

/** A cabinet of Microsoft counts its bytes up to here. */
const CAB_BYTES = 0x7fff_ffff;
/** The most that one file in a cabinet can have. */
const CAB_FILE_BYTES = 0x7fff_8000;
/** Where the header of a cabinet says how long it is (cbCabinet, four bytes). */
const CAB_SIZE_AT = 8;

/** The size of an archive against NHI's limit: `between` is over it by one reading of "GB" only. @param size bytes */
export function sizeAgainstLimit(size: number): ArchiveData['size'] {
  if (size > BINARY) return 'beyond';
  return size > DECIMAL ? 'between' : 'fits';
}

/** Whether a cabinet is, or says that it is, larger than the format can be. @param head its first bytes */
export function claimsBeyondCab(head: Uint8Array, size: number): boolean {
  if (size > CAB_BYTES) return true;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return head.length >= CAB_SIZE_AT + 4 && view.getUint32(CAB_SIZE_AT, true) > CAB_BYTES;
}

/** Whether a file in a cabinet claims more than the format allows. */
export const holdsBeyondCab = (entries: readonly { readonly size: number | null }[]): boolean =>
  entries.some(({ size }) => size !== null && size > CAB_FILE_BYTES);

/** Two decimals: `4.57`. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** The size as messages show it. */
export const sizeInWords = (size: number): Pick<ArchiveData, 'gigabytes' | 'gibibytes'> => ({
  gigabytes: rounded(size / 1e9),
  gibibytes: rounded(size / 2 ** 30),
});
