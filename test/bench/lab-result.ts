import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scratch } from '../support/archives/scratch.ts';
import { build, ROOT } from '../support/product/built.ts';
import { writeResults } from './lab-file.ts';
import { inTurn } from './measure.ts';
import type { Row } from './row.ts';
import { watched } from './watched.ts';

const AS_OF = '2026-05-12';
const MB = 1_000_000;

/** The reader with nothing behind it. */
const READER = `
  const [dist, rules, path] = process.argv.slice(1);
  const { readXml } = await import(dist + '/readers/xml/read-xml.js');
  const { diskSource } = await import(dist + '/intake/disk.js');
  const { parse } = await import('yaml');
  const { readFileSync } = await import('node:fs');
  const reading = readXml(await diskSource(path, path), parse(readFileSync(rules + '/fields/lab-result.yaml', 'utf8')));
  let count = 0;
  for await (const some of reading.records()) count += some.length;
  if (count === 0 || reading.facts().broken) process.exitCode = 1;`;

interface Cost {
  /** Milliseconds from start to end. */
  readonly took: number;
  /** Bytes at the highest. */
  readonly memory: number;
}

const TIMES = 3;

/** Some pieces of work in turn and several times; the middle of the times, the highest of the memory. */
async function costs<K extends string>(work: Readonly<Record<K, () => Promise<Cost>>>): Promise<Record<K, Cost>> {
  const highest = new Map<string, number>();
  const timed = Object.fromEntries(
    Object.entries<() => Promise<Cost>>(work).map(([key, run]) => [
      key,
      async () => {
        const { took, memory } = await run();
        highest.set(key, Math.max(memory, highest.get(key) ?? 0));
        return took;
      },
    ]),
  ) as Record<K, () => Promise<number>>;
  const took = await inTurn(TIMES, timed);
  return Object.fromEntries(
    Object.entries<number>(took).map(([key, each]) => [key, { took: each, memory: highest.get(key) ?? Number.NaN }]),
  ) as Record<K, Cost>;
}

/**
 * Rows of the table: an XML of results against `xmllint --stream`, against half as much, and how much memory. Linux with
 * libxml2-utils only.
 */
export async function labRows(): Promise<Row[]> {
  using built = build();
  using folder = scratch();
  const sizes = [25, 50, 100] as const;
  const path = (size: number): string => join(folder.path, `lab${size}.xml`);
  const counts = new Map(sizes.map((size) => [size, writeResults(path(size), size * MB)]));
  const check = (size: number) => () =>
    watched(
      process.execPath,
      [built.bin, 'check', path(size), '--as-of', AS_OF, '--format', 'json', '--output', `${path(size)}.json`],
      1,
    );
  const dist = pathToFileURL(join(built.bin, '../..')).href;
  const took = await costs({
    peer: () => watched('xmllint', ['--stream', '--noout', path(100)], 0),
    reader: () =>
      watched(process.execPath, ['--input-type=module', '-e', READER, dist, join(ROOT, 'rules'), path(100)], 0),
    c25: check(25),
    c50: check(50),
    c100: check(100),
  });
  const row = (what: string, ms: number, number: number, most: number, unit: string): Row => ({
    what,
    took: `${(ms / 1_000).toFixed(1)} s`,
    number,
    most,
    unit,
  });
  const { peer, reader, c25, c50, c100 } = took;
  const whole = `100 MB of results (${counts.get(100)?.toLocaleString('en')} hdata)`;
  const memory = (name: string, { took: ms, memory: bytes }: Cost): Row =>
    row(`${name}: memory`, ms, bytes / 2 ** 20, 300, 'MB');
  return [
    row(`${whole}, \`xmllint --stream --noout\``, peer.took, Number.NaN, Number.NaN, ''),
    row(`${whole}, the reader alone`, reader.took, reader.took / peer.took, Number.NaN, '× xmllint'),
    row(`${whole}, all rules`, c100.took, c100.took / peer.took, 2, '× xmllint'),
    memory(`${whole}, all rules`, c100),
    row('50 MB of results, against 25 MB', c50.took, c50.took / c25.took, 2.2, '× half as much'),
    row('100 MB of results, against 50 MB', c100.took, c100.took / c50.took, 2.2, '× half as much'),
  ];
}
