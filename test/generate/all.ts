import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownLibrary } from '../../src/rules.ts';
import { allCases } from '../support/corpus/corpus.ts';
import { coverageOf, seenIn } from '../support/corpus/coverage.ts';
import { coveragePage } from './coverage-page.ts';
import { rulesPage } from './rules-page.ts';
import { schemaFiles } from './schemas.ts';
import { xsdOf } from './xsd.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function write(name: string, text: string): void {
  const file = join(ROOT, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const library = await ownLibrary();
const coverage = coverageOf(library, await seenIn(await allCases(), library));
write('reports/rules.md', rulesPage(library, coverage));
write('reports/coverage.md', coveragePage(library, coverage));
rmSync(join(ROOT, 'schemas/records'), { recursive: true, force: true });
for (const [name, text] of schemaFiles()) write(`schemas/${name}`, text);
write('schemas/lab-result/daily.xsd', xsdOf(library, 'lab-result'));
for (const gap of coverage.gaps) process.stderr.write(`${gap}\n`);
if (coverage.gaps.length > 0) process.exitCode = 1;
