import type { Words } from '../engine/rule-schema.ts';

/** Why answer and package were not compared, in words for the user; nothing of a patient is in them. */
export class ReconcileError extends Error {
  /** `usage`: not these two; `nothing`: nothing of NHI was recognised. */
  readonly kind: 'usage' | 'nothing';
  readonly words: Words;

  constructor(kind: ReconcileError['kind'], zh: string, en: string) {
    super(`not reconciled: ${kind}`);
    this.name = 'ReconcileError';
    this.kind = kind;
    this.words = { zh, en };
  }
}
