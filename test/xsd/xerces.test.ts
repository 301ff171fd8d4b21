import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { xsdJudge } from '../../src/readers/xsd/xsd-judge.ts';
import { ownLibrary } from '../../src/rules.ts';
import { scratch } from '../support/archives/scratch.ts';
import { agrees, type Compared, difference, saidByXsd } from '../support/xsd/compared.ts';
import { DAILY_XSD, dailyXsd } from '../support/xsd/daily.ts';
import { explanationOf } from '../support/xsd/explained.ts';
import { corpusFiles, type Judged, mutated } from '../support/xsd/files.ts';

/** What of `xsd-schema-validator` is used. It starts a JVM for each file, and rejects where a file is not valid. */
interface Validator {
  validateXML(xml: { readonly file: string }, schema: string): Promise<unknown>;
}

const MUTATIONS = 200;
/** JVMs at a time. */
const AT_ONCE = 2;
const MINUTES = 60_000;

function javaIsThere(): boolean {
  try {
    for (const program of ['java', 'javac']) execFileSync(program, ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const isThere = javaIsThere();
const { validateXML } = createRequire(import.meta.url)('xsd-schema-validator') as Validator;

async function isValid(file: string): Promise<boolean> {
  try {
    await validateXML({ file }, DAILY_XSD);
    return true;
  } catch (error) {
    if ((error as { valid?: boolean }).valid === false) return false;
    throw error;
  }
}

const ENCODINGS: ReadonlySet<string> = new Set(['lab-field-undecodable', 'lab-xml-unclear', 'lab-xml-encoding']);

/** Java puts a sign in the place of bytes that it cannot decode, and reads on. */
const isDecodedByJava = (one: Compared): boolean => one.valid && saidByXsd(one).every((rule) => ENCODINGS.has(rule));

/** The differences between Xerces and the check that nothing explains. */
async function differences(files: readonly Judged[]): Promise<string[]> {
  using folder = scratch({});
  using libxml2 = await xsdJudge(dailyXsd());
  const found: string[] = [];
  const left = files.entries();
  async function some(): Promise<void> {
    for (const [i, file] of left) {
      const name = join(folder.path, `${i}.xml`);
      writeFileSync(name, file.xml);
      const refused = libxml2.errors(file.xml).map(({ problem, tag = '' }) => `${problem} ${tag}`);
      const one = { ...file, refused, valid: await isValid(name) };
      if (!agrees(one) && !isDecodedByJava(one) && !explanationOf(one)) found.push(difference(one));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  return found;
}

describe.skipIf(!isThere)(
  `Xerces with daily.xsd, and the check${isThere ? '' : ' (skipped: no java and javac here)'}`,
  () => {
    test('say the same of every file of the corpus', { timeout: 20 * MINUTES }, async () => {
      const files = await Array.fromAsync(corpusFiles());
      expect(files.length).toBeGreaterThan(100);
      expect(await differences(files)).toEqual([]);
    });

    test(`say the same of ${MUTATIONS} mutations`, { timeout: 20 * MINUTES }, async () => {
      const format = (await ownLibrary()).formats.get('lab-result');
      if (!format) throw new Error('there is no field table');
      const files = await Promise.all(Array.from({ length: MUTATIONS }, (_, i) => mutated(i + 1, format)));
      expect(await differences(files)).toEqual([]);
    });
  },
);
