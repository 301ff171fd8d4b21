import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { fixture } from '../support/content/fixture.ts';
import { build } from '../support/product/built.ts';

test('the thread that reads PDFs starts from the compiled files too', () => {
  using built = build();
  const reader = pathToFileURL(join(built.folder, 'dist', 'readers', 'content', 'content.js')).href;
  const program = `
    const { readContent } = await import(${JSON.stringify(reader)});
    console.log(JSON.stringify(await readContent(process.stdin, { form: true })));`;
  const args = ['--input-type=module', '-e', program];
  const told = execFileSync(process.execPath, args, { input: fixture('owner-aes-256-object-streams.pdf') });
  expect(JSON.parse(told.toString())).toMatchObject({ encrypted: 'opens', form: 'fillable' });
});
