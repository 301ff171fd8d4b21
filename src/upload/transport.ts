import type { ChannelId } from '../channels/ids.ts';
import type { Purpose } from './purpose.ts';
import type { ValidatedPackage } from './validated.ts';

/** TypeCode of 傳輸作業平台 by channel, as a user has learnt it. */
export type TypeCodes = Readonly<Partial<Record<ChannelId, string>>>;

/** A package on its way. */
export interface Consignment {
  readonly package: ValidatedPackage;
  /** Of this hand-over; the receipt and the ledger name it. */
  readonly id: string;
  readonly purpose: Purpose;
  /** When the check was done. */
  readonly checkedAt: Date;
  /** When it is handed over. */
  readonly at: Date;
  /** As configured; see `HandOverOptions`. */
  readonly typeCodes?: TypeCodes | undefined;
  /** Called when it is complete in a folder of ours and the next thing is the one step to its target. */
  moving(stage: string): void;
}

/** Why a transport did not take a package. Nothing of it is left then. */
export type RefusalCode =
  | 'changed'
  | 'target-exists'
  | 'not-a-folder'
  | 'cannot-write'
  | 'no-room'
  | 'name-clash'
  | 'name-too-long'
  | 'disk-error'
  | 'no-such-purpose'
  | 'not-zipped';

/** All of it arrived. */
export interface Sent {
  readonly kind: 'sent';
  /** Names in the target that tell of it. */
  readonly receipt: string;
  readonly checklist: string;
}

/** Nothing of it arrived. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: RefusalCode;
}

/** It arrived, but may not outlast a power failure: only the disk knows. */
export interface Unknown {
  readonly kind: 'unknown';
}

/** A way out of this machine; takes nothing but what was validated. */
export interface Transport {
  readonly id: string;
  /** The folder of this machine that packages come to lie in. */
  readonly root: string;
  /** Where a package comes to lie; the ledger remembers it. */
  target(fit: ValidatedPackage, purpose: Purpose): string;
  /** What stands in the way, as far as can be seen before; writes nothing. */
  hindrance(target: string): Promise<Refused | null>;
  send(consignment: Consignment): Promise<Sent | Refused | Unknown>;
}
