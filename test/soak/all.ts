import { join } from 'node:path';
import { scratch } from '../support/archives/scratch.ts';
import { build } from '../support/product/built.ts';
import { ZIP } from '../support/product/packages.ts';
import { bigPackage } from '../support/upload/big-package.ts';
import { killAtMoments, wholeRun } from '../support/upload/kills.ts';

const MOMENTS = Number(process.argv[2] ?? 200);
const SEED = Number(process.argv[3] ?? 20_260_512);

using built = build();
using folder = scratch({ [ZIP]: bigPackage(24) });
const file = join(folder.path, ZIP);
const times = await wholeRun(built, file);
const results = await killAtMoments(built, file, { rounds: MOMENTS, seed: SEED, ...times });
const wrong = results.flatMap((result, round) =>
  result.wrong.map((what) => `moment ${round} at ${result.atMs} ms: ${what}\n`),
);
const killed = results.filter((result) => result.killed);
const before = killed.filter(({ handedOver }) => !handedOver).length;
process.stdout.write(
  `${MOMENTS} moments, seed ${SEED}, a run takes ${Math.round(times.whole)} ms: ${killed.length} killed (${before} before the hand-over, ${killed.length - before} after), ${wrong.length} wrong\n`,
);
for (const line of wrong) process.stderr.write(line);
if (wrong.length > 0) process.exitCode = 1;
