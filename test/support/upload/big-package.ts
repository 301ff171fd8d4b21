import { writeCab } from '../archives/cab.ts';
import { seeded } from '../archives/scratch.ts';
import { insideOf } from '../corpus/inside.ts';
import { base, caseFiles, KEY, zip } from '../product/packages.ts';

/** A zip that is accepted, with a reminder, and takes long enough to copy that a process can be met while it does. */
export function bigPackage(megabytes: number): Uint8Array {
  const random = seeded(7);
  const noise = Buffer.alloc(2 ** 20);
  for (let at = 0; at < noise.length; at += 4) noise.writeUInt32LE(random(2 ** 32), at);
  const names = ['chest-ct-report.pdf', 'xray-photo.jpg', 'pathology.pdf', 'careplan.pdf'];
  const files = names.map((name) => ({ name, bytes: insideOf(name, undefined) }));
  const extra = { name: 'unmentioned.bin', bytes: Buffer.concat(Array.from({ length: megabytes }, () => noise)) };
  return zip({ ...caseFiles('cancer', base()), [`ATT${KEY}.CAB`]: writeCab([...files, extra]) });
}
