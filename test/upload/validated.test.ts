import { describe, expect, test } from 'vitest';
import { memorySource } from '../../src/intake/memory.ts';
import { refusedSource } from '../../src/intake/refused.ts';
import type { Source } from '../../src/intake/source.ts';
import type { PrecheckOptions } from '../../src/options.ts';
import { checkAll } from '../../src/precheck.ts';
import { type Validation, validated } from '../../src/upload/validated.ts';
import { AS_OF, base, caseFiles, KEY, sources, ZIP, zip } from '../support/product/packages.ts';

async function of(files: readonly Source[], options: PrecheckOptions = {}, acceptHold?: string): Promise<Validation> {
  const [checked] = await checkAll(files, { asOf: AS_OF, ...options });
  if (!checked) throw new Error('nothing recognised');
  return validated(checked, { acceptHold });
}

const why = (validation: Validation): string => ('unfit' in validation ? validation.unfit.answer : 'fit');
const fhr = `FHR${KEY}.JSON`;
const held = sources({ [fhr]: Buffer.from(JSON.stringify(base())) });

describe('who may be handed over', () => {
  test('accepted, with or without reminders', async () => {
    expect(why(await of(sources(caseFiles())))).toBe('fit');
    expect(why(await of(sources(caseFiles()), { asOf: '2026-05-13' }))).toBe('fit');
    expect(why(await of([memorySource(ZIP, zip(caseFiles()))]))).toBe('fit');
  });

  test('held only with a reason, which stays with it', async () => {
    expect(why(await of(held))).toBe('hold');
    for (const blank of ['', '  ', '\n\t', '　']) expect(why(await of(held, {}, blank))).toBe('hold');
    const validation = await of(held, {}, ' 影像明天補 ');
    expect('fit' in validation && validation.fit.acceptedHold).toBe('影像明天補');
    const accepted = await of(sources(caseFiles()), {}, '影像明天補');
    expect('fit' in accepted && accepted.fit.acceptedHold).toBeNull();
  });

  test('returned never, whatever the reason', async () => {
    const cut = sources({ ...caseFiles(), [fhr]: Buffer.from('{"resourceType":') });
    expect(why(await of(cut, {}, 'because'))).toBe('return-unit');
    expect(why(await of([memorySource(ZIP, Buffer.from('PK'))], {}, 'because'))).toMatch(/^return/);
    const sent = await of(sources(caseFiles()), { ledger: { sentBefore: (name) => name === fhr } }, 'because');
    expect('unfit' in sent && sent.unfit.deciding.map(({ ruleId }) => ruleId)).toContain('prior-auth-name-sent-before');
  });

  test('unknown never, also where it hides behind a hold that was accepted', async () => {
    expect(why(await of(sources(caseFiles()), { ledger: 'unreadable' }, 'because'))).toBe('unknown');
    const other = KEY.replace('00000001', '00000002');
    const mixed = [...held, refusedSource(`ATT${other}.CAB`, 'unreadable')];
    const [checked] = await checkAll(mixed, { asOf: AS_OF });
    expect(checked?.judged.outcomeCounts.get('unknown')).toBeGreaterThan(0);
    expect(checked?.judged.answer).toBe('hold');
    expect(why(await of(mixed, {}, 'because'))).toBe('unknown');
  });
});

describe('what is in it', () => {
  test('a zip: its hash, and its members with theirs', async () => {
    const validation = await of([memorySource(`第 1 批/${ZIP}`, zip(caseFiles()))]);
    if ('unfit' in validation) throw new Error(validation.unfit.answer);
    const { name, files, members, report } = validation.fit;
    expect(name).toBe(ZIP);
    expect(files.map((file) => [file.name, file.role, file.sha256])).toEqual([[ZIP, 'zip', report.submission.sha256]]);
    expect(members.map(({ path, role }) => [path, role])).toEqual([
      [fhr, 'fhr'],
      [`ATT${KEY}.CAB`, 'att'],
      [`DCF${KEY}.CAB`, 'dcf'],
    ]);
  });

  test('loose files: each of them, under their case number', async () => {
    const validation = await of(sources(caseFiles()));
    if ('unfit' in validation) throw new Error(validation.unfit.answer);
    const { name, files, members } = validation.fit;
    expect([name, files.map((file) => file.name).sort(), members]).toEqual([KEY, Object.keys(caseFiles()).sort(), []]);
  });

  test('an ATT that follows its FHR has a name of its own', async () => {
    const { [`ATT${KEY}.CAB`]: att = new Uint8Array() } = caseFiles();
    const ledger = { sentBefore: (name: string) => name === fhr };
    const validation = await of(sources({ [`ATT${KEY}.CAB`]: att }), { ledger }, 'DCF later');
    expect('fit' in validation && validation.fit.name).toBe(`ATT${KEY}`);
  });

  test('several cases: the first, and how many more', async () => {
    const second = Object.entries(caseFiles()).map(([name, bytes]) => [name.replace('00000001', '00000002'), bytes]);
    const validation = await of(sources({ ...caseFiles(), ...Object.fromEntries(second) }), {}, 'whatever');
    expect('fit' in validation && validation.fit.name).toBe(`${KEY}+1`);
  });
});
