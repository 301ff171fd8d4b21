import { createHash } from 'node:crypto';
import { checklistOf } from './checklist.ts';
import { businessOf } from './purpose.ts';
import type { Receipt, Unsealed } from './receipt-schema.ts';
import { sealOf } from './seal.ts';
import { taipeiTime } from './taipei-time.ts';
import type { Consignment } from './transport.ts';

/** The receipt of a hand-over: the verdict bound to the hashes of the very bytes that were checked. */
export function receiptOf({ package: fit, id, purpose, checkedAt, at, typeCodes = {} }: Consignment): Receipt {
  const { tool, ruleset, submission, verdict } = fit.report;
  const { code, typeCode } = businessOf(submission.channel, purpose);
  const unsealed: Unsealed = {
    receipt: 1,
    id,
    tool,
    ruleset: { version: ruleset.version, asOf: ruleset.asOf, levels: ruleset.levels ?? [] },
    channel: submission.channel,
    purpose,
    businessCode: code,
    typeCode: typeCode ?? typeCodes[submission.channel] ?? null,
    name: fit.name.toWellFormed(),
    verdict: { answer: verdict.answer, units: verdict.units },
    ...(fit.uploadDay === null ? {} : { uploadDay: fit.uploadDay }),
    acceptedHold: fit.acceptedHold?.toWellFormed() ?? null,
    files: fit.files.map(({ name, role, size, sha256 }) => ({ name, role, size, sha256 })),
    members: fit.members.map(({ path, role, size, sha256 }) => ({ path: path.toWellFormed(), role, size, sha256 })),
    checkedAt: taipeiTime(checkedAt),
    handedOverAt: taipeiTime(at),
  };
  const checklist = createHash('sha256').update(checklistOf(unsealed, fit.report)).digest('hex');
  const rest = { ...unsealed, checklist };
  return { ...rest, seal: sealOf(rest) };
}
