import { memorySource } from '../../../src/intake/memory.ts';
import { settle } from '../../../src/options.ts';
import { precheck } from '../../../src/precheck.ts';
import type { XmlFormat } from '../../../src/readers/xml/format.ts';
import { xmlOf } from '../../../src/xsd/xml-of.ts';
import { seeded } from '../archives/scratch.ts';
import { caseIds, readCase } from '../corpus/corpus.ts';
import { HDATA_KINDS } from '../corpus/lab-result/case-schema.ts';
import { packageOf } from '../corpus/pack.ts';
import { AS_OF, runCase } from '../corpus/run.ts';
import { raisedIn } from './compared.ts';
import { mutate } from './mutate.ts';
import { bytesOf, treeOf } from './tree.ts';

/** An XML, and the rules that the check raises about it. */
export interface Judged {
  readonly name: string;
  readonly xml: Uint8Array;
  readonly raised: ReadonlySet<string>;
}

const { limits } = settle({});

/** The XML of every case of the corpus that has one to be read. */
export async function* corpusFiles(): AsyncGenerator<Judged> {
  for (const id of caseIds().filter((each) => each.startsWith('lab-result/'))) {
    const given = await readCase(id);
    const [file] = given.folder ? [] : packageOf(given);
    const xml = file && (await xmlOf(memorySource(file.name, file.bytes), limits));
    if (!xml || !('bytes' in xml)) continue;
    yield { name: id, xml: xml.bytes, raised: raisedIn((await runCase(given)).reports) };
  }
}

/** Two usual hdata with one or two changes; the same for the same seed. */
export async function mutated(seed: number, format: XmlFormat): Promise<Judged> {
  const random = seeded(seed);
  const kind = () => HDATA_KINDS[random(HDATA_KINDS.length)] ?? 'lab';
  const root = treeOf([kind(), kind()]);
  const changes = Array.from({ length: 1 + random(2) }, () => mutate(root, format, random));
  const xml = bytesOf(root);
  const reports = await precheck([memorySource('TOTFA.xml', xml)], { asOf: AS_OF, channel: 'lab-result' });
  return { name: `seed ${seed} (${changes.join(', ')})`, xml, raised: raisedIn(reports) };
}
