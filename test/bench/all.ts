import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { precheck } from '../../src/precheck.ts';
import { scratch } from '../support/archives/scratch.ts';
import { build, ROOT } from '../support/product/built.ts';
import { AS_OF, KEY } from '../support/product/packages.ts';
import { archiveRows } from './archives.ts';
import { bytesOf, sourceOf } from './bundles.ts';
import { imageOrderRows } from './image-orders.ts';
import { imageRows } from './image-rows.ts';
import { labRows } from './lab-result.ts';
import { manyRows } from './many.ts';
import { inTurn, startUp, timed } from './measure.ts';
import type { Row } from './row.ts';

/** What an empty Node script takes on the machine that the design's numbers are of. */
const REFERENCE = 60;
const ENTRIES = [1_250, 2_500, 5_000, 10_000] as const;
const ledger = { sentBefore: (name: string): boolean => !name.startsWith('FHR') };

const ms = (value: number): string => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;

async function check(bytes: Uint8Array): Promise<void> {
  const [report] = await precheck(sourceOf(bytes), { asOf: AS_OF, ledger });
  if (report?.verdict.answer !== 'accept') throw new Error(`judged ${report?.verdict.answer}`);
}

/** From the start of Node to its end, against a script with nothing in it. */
async function starts(): Promise<{ rows: Row[]; empty: number }> {
  using built = build();
  using folder = scratch({ 'empty.mjs': '' });
  const fhr = join(folder.path, `FHR${KEY}.JSON`);
  const bytes = bytesOf(56);
  writeFileSync(fhr, bytes);
  const run =
    (code: number, ...args: string[]) =>
    () =>
      startUp(args, { cwd: folder.path, code });
  const took = await inTurn(15, {
    empty: run(0, 'empty.mjs'),
    version: run(0, built.bin, '--version'),
    help: run(0, built.bin, 'check', '--help'),
    cold: run(1, built.bin, 'check', fhr, '--as-of', AS_OF, '--format', 'json'),
  });
  const row = (what: string, value: number, most: number): Row => ({
    what,
    took: ms(value),
    number: value / took.empty,
    most,
    unit: '× an empty Node script',
  });
  return {
    empty: took.empty,
    rows: [
      row('an empty Node script', took.empty, Number.NaN),
      row('`nhi-precheck --version`', took.version, 2.5),
      row('`nhi-precheck check --help`', took.help, 2.5),
      row(`\`nhi-precheck check\` of one FHR, ${Math.round(bytes.length / 1_000)} KB, cold`, took.cold, Number.NaN),
    ],
  };
}

/** 100 entries, warm, as on a machine where an empty script takes 60 ms. */
async function warm(empty: number): Promise<Row> {
  const bytes = bytesOf(100);
  for (let i = 0; i < 30; i++) await check(bytes);
  const { took } = await inTurn(41, { took: () => timed(() => check(bytes)) });
  const what = `100 entries (${Math.round(bytes.length / 1_000)} KB), warm`;
  return { what, took: ms(took), number: (took / empty) * REFERENCE, most: 50, unit: 'ms where that script takes 60' };
}

/** What it costs to have twice as many entries. */
async function doublings(): Promise<Row[]> {
  const work = Object.fromEntries(
    ENTRIES.map((count) => {
      const bytes = bytesOf(count);
      return [
        `${count}`,
        () => {
          globalThis.gc?.(); // what the run before threw away is not this one's cost
          return timed(() => check(bytes));
        },
      ];
    }),
  );
  await inTurn(2, work);
  const took = await inTurn(9, work);
  return ENTRIES.map((count, i): Row => {
    const own = took[`${count}`] ?? Number.NaN;
    const half = took[`${ENTRIES[i - 1]}`];
    const what = `${count.toLocaleString('en')} entries (${(bytesOf(count).length / 1e6).toFixed(1)} MB)`;
    const most = half === undefined ? Number.NaN : 2.2;
    return { what, took: ms(own), number: own / (half ?? Number.NaN), most, unit: '× half as many' };
  });
}

function line({ what, took, number, most, unit }: Row): string {
  const bound = Number.isNaN(most) ? ['', ''] : [`≤ ${most}`, number <= most ? 'holds' : '**does not hold**'];
  const told = Number.isNaN(number) ? '' : `${number.toFixed(number < 10 ? 2 : 1)} ${unit}`;
  return `| ${what} | ${took} | ${told} | ${bound.join(' | ')} |`;
}

const { rows, empty } = await starts();
const all = [
  ...rows,
  await warm(empty),
  ...(await doublings()),
  ...(await manyRows()),
  ...(await imageRows()),
  ...(await imageOrderRows()),
  ...(await labRows()),
  ...(await archiveRows()),
];
const machine = `Node ${process.versions.node}, ${platform()} ${release()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model.trim() || 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB`;
const text = [
  '# Benchmark',
  '',
  'Written by `npm run bench`; medians of several runs, taken in turn. The ratios count, not the milliseconds: all were measured in one run on one machine. Start-up and archives are the time until the process has ended, the rest processor time. Archives hold CT slices with their DICOMDIR; a 7z is checked by the command as a DCF, of a zip the reader and the headers are measured; each once.',
  '',
  machine,
  '',
  '| what | took | number | must be | |',
  '|---|---:|---:|---:|---|',
  ...all.map(line),
  '',
].join('\n');
mkdirSync(join(ROOT, 'reports'), { recursive: true });
writeFileSync(join(ROOT, 'reports', 'bench.md'), text);
process.stdout.write(text);
if (all.some(({ number, most }) => number > most)) process.exitCode = 1;
