import { describe, expect, test } from 'vitest';
import { memorySource } from '../../src/intake/memory.ts';
import { precheck } from '../../src/precheck.ts';
import { writeZip } from '../support/archives/zip.ts';
import { isString, leaks, MARKED, MARKERS, paths, put } from '../support/product/markers.ts';
import { type Any, AS_OF, type Base, base, cab, caseFiles, KEY, sources, ZIP } from '../support/product/packages.ts';
import { expectNoLeak, expectNoLeakOf, printed, SENT } from './outputs.ts';

const NAMES: Base[] = ['cancer', 'imm'];
const everywhere = (
  name: Base,
  keep: (path: readonly (string | number)[]) => boolean,
  marker: (i: number) => unknown,
): Any => {
  const bundle = base(name);
  for (const [i, path] of paths(bundle, isString).entries()) if (!keep(path)) put(bundle, path, marker(i));
  return bundle;
};
const inTurn = (i: number): string => MARKED[i % MARKED.length] ?? '';
const last = (path: readonly (string | number)[]): unknown => path.at(-1);

test('the markers are found when they do come out', async () => {
  const bundle = base();
  bundle.entry[0].resource.patient.reference = MARKERS.chart;
  bundle.entry[1].fullUrl = MARKERS.name;
  bundle.entry[2].fullUrl = MARKERS.name;
  const given = sources({ [`FHR${KEY}.JSON`]: Buffer.from(JSON.stringify(bundle)) });
  expect(leaks(await printed(await precheck(given, { ...SENT, showValues: true })))).toEqual(
    expect.arrayContaining([MARKERS.chart, MARKERS.name]),
  );
  expect(leaks(await printed(await precheck(given, SENT)))).toEqual([]);
});

describe.each(NAMES)('%s: everywhere at once', (name) => {
  test('in every string', () =>
    expectNoLeakOf(
      everywhere(name, () => false, inTurn),
      'all',
    ));

  test('but for what makes it a Bundle of the guide', () => {
    const keep = (path: readonly (string | number)[]): boolean =>
      last(path) === 'resourceType' || path.includes('profile');
    return expectNoLeakOf(everywhere(name, keep, inTurn), 'all but types and profiles');
  });

  test('but for what ties it together', () => {
    const ties = ['resourceType', 'reference', 'fullUrl', 'id', 'type', 'system', 'code'];
    const keep = (path: readonly (string | number)[]): boolean =>
      ties.includes(String(last(path))) || path.includes('profile');
    return expectNoLeakOf(everywhere(name, keep, inTurn), 'all but ties');
  });

  test.each(MARKED)('%s in every string, as keys, and as numbers', async (marker) => {
    await expectNoLeakOf(
      everywhere(
        name,
        (path) => last(path) === 'resourceType',
        () => marker,
      ),
      marker,
    );
    const bundle = base(name);
    for (const { resource } of bundle.entry) {
      resource[marker] = { reference: marker, [marker]: [{ reference: marker, [marker]: 7 }] };
      resource[`${marker}x`] = { [`_${marker}`]: { reference: 'urn:uuid:nowhere' } };
    }
    bundle[marker] = marker;
    await expectNoLeakOf(bundle, `${marker} as keys`);
    const digits = Number(marker.replace(/\D/g, ''));
    await expectNoLeakOf(
      everywhere(
        name,
        (path) => last(path) === 'resourceType',
        () => digits,
      ),
      `${digits}`,
    );
  });

  test('columns shifted: each string one field further', () => {
    const bundle = base(name);
    bundle.entry[2].resource.identifier[0].value = MARKERS.nationalId;
    bundle.entry[2].resource.name = [{ text: MARKERS.name }];
    bundle.entry[2].resource.birthDate = MARKERS.westernBirth;
    bundle.entry[2].resource.telecom = [{ value: MARKERS.phone }];
    const fields = paths(bundle, isString);
    const values = fields.map((path) => path.reduce((node, step) => node[step], bundle));
    return Promise.all(
      [1, 2, 3, 5, 8, fields.length - 1].map((by) => {
        const shifted = structuredClone(bundle);
        for (const [i, path] of fields.entries()) put(shifted, path, values[(i + by) % values.length]);
        return expectNoLeakOf(shifted, `shifted by ${by}`);
      }),
    );
  });
});

describe('FHR that cannot be read', () => {
  const text = JSON.stringify(
    everywhere('cancer', (path) => last(path) === 'resourceType', inTurn),
    null,
    1,
  );
  const slips: [string, (text: string, at: number) => string][] = [
    ['cut', (all, at) => all.slice(0, at)],
    ['a quote too many', (all, at) => `${all.slice(0, at)}"${all.slice(at)}`],
    ['a comma too many', (all, at) => `${all.slice(0, at)},${all.slice(at)}`],
    ['a sign missing', (all, at) => all.slice(0, at) + all.slice(at + 1)],
    ['a control sign', (all, at) => `${all.slice(0, at)}\u0001${all.slice(at)}`],
    ['a bad escape', (all, at) => `${all.slice(0, at)}\\x${all.slice(at)}`],
    ['a remark', (all, at) => `${all.slice(0, at)}/* */${all.slice(at)}`],
  ];

  test.each(slips)('%s, near every marker', { timeout: 600_000 }, async (_, slip) => {
    const places = MARKED.flatMap((marker) => {
      const at = text.indexOf(`"${marker}"`);
      return [at, at + 1, at + 2, at + marker.length, at + marker.length + 1, at + marker.length + 2];
    });
    for (const at of places) await expectNoLeakOf(slip(text, at), `${at}`);
  });

  test('twice the same name, which is a marker or stands below one', async () => {
    for (const marker of MARKED) {
      await expectNoLeakOf(`{"resourceType":"Bundle","${marker}":1,"${marker}":2}`, marker);
      await expectNoLeakOf(`{"resourceType":"Bundle","entry":[{"${marker}":{"id":1,"id":"${marker}"}}]}`, marker);
    }
  });

  test('another root, another encoding, text after the end', async () => {
    for (const marker of MARKED) {
      await expectNoLeakOf(JSON.stringify({ resourceType: marker, id: marker }), marker);
      await expectNoLeakOf(JSON.stringify([marker]), marker);
      await expectNoLeakOf(JSON.stringify(marker), marker);
      await expectNoLeakOf(`${text}${marker}`, marker);
      await expectNoLeakOf(marker, marker);
    }
    await expectNoLeakOf(Buffer.from(`\uFEFF${text}`, 'utf16le'), 'UTF-16');
    await expectNoLeakOf(Buffer.from(text, 'utf16le'), 'UTF-16 without mark');
    await expectNoLeakOf(Buffer.from(text, 'latin1'), 'cut to a byte a sign');
    await expectNoLeakOf(Buffer.concat([Buffer.from(text), Buffer.from([0xa4, 0x40, 0xff])]), 'Big5 at the end');
    await expectNoLeakOf(Buffer.concat([Buffer.from([0xa4, 0x40]), Buffer.from(text)]), 'Big5 at the start');
  });
});

describe('attachments', () => {
  const withUrl = (url: string): Any => {
    const bundle = base();
    bundle.entry[9].resource.presentedForm[0].url = url;
    return bundle;
  };
  const check = (fhr: Any, inside: readonly string[], what: string): Promise<Set<string>> =>
    expectNoLeak(sources({ ...caseFiles('cancer', fhr), [`ATT${KEY}.CAB`]: cab(...inside) }), what, { asOf: AS_OF });

  test('a marker where a file name belongs, and the ATT that has or has not got it', { timeout: 600_000 }, async () => {
    for (const marker of MARKED) {
      const url = `file://${marker}`;
      await check(withUrl(url), ['a.pdf'], url);
      await check(withUrl(`${url}/${marker}`), ['a.pdf'], `${url} twice`);
    }
  });

  test('ids in the names of attachments are masked, in the FHR and in the ATT', { timeout: 600_000 }, async () => {
    for (const id of [MARKERS.nationalId, MARKERS.residentId, MARKERS.oldResidentId, MARKERS.nationalId.toLowerCase()])
      for (const [named, inside] of [
        [`${id}.pdf`, 'other.pdf'],
        [`${id}.pdf`, `${id}.PDF`],
        [`CT_${id}.pdf`, `CT_${id}.jpg`],
        [`CT ${id}.pdf`, `CT${id}.pdf`],
        [`${id}.pdf`, `${id}/${id}.pdf`.replaceAll('/', '\\')],
        ['report.pdf', `${id}.pdf`],
        [`%${id.charCodeAt(0).toString(16)}${id.slice(1)}.pdf`, `${id}.pdf`],
      ] as const)
        await check(withUrl(`file://${named}`), [inside], `${named} against ${inside}`);
  });

  test('other names of files are shown: nobody could find them otherwise', async () => {
    const given = sources({
      ...caseFiles('cancer', withUrl('file://影像報告 20260512.pdf')),
      [`ATT${KEY}.CAB`]: cab('a.pdf'),
    });
    expect(await printed(await precheck(given, { asOf: AS_OF }))).toContain('影像報告 20260512.pdf');
  });
});

describe('names of files', () => {
  test('inside a zip go without ids, in messages, places and the list of files', async () => {
    const files = {
      ...caseFiles(),
      [`${MARKERS.nationalId}.JSON`]: Buffer.from('{}'),
      [`${MARKERS.residentId}.txt`]: Buffer.from('x'),
      [`dir/${MARKERS.nationalId}.7z`]: Buffer.from('x'),
      [`FHR${MARKERS.nationalId}_2026051200000001.JSON`]: Buffer.from('{}'),
    };
    const entries = Object.entries(files).map(([name, bytes]) => ({ name, bytes }));
    await expectNoLeak([memorySource(ZIP, writeZip(entries))], 'zip', { asOf: AS_OF });
  });

  test('on disk are shown, but make no unit id that names a person', async () => {
    const name = `${MARKERS.name} ${MARKERS.nationalId}.JSON`;
    const [report] = await precheck(sources({ [name]: Buffer.from(JSON.stringify(base())) }), { asOf: AS_OF });
    expect(report?.submission.files[0]?.path).toBe(name);
    expect(
      leaks(JSON.stringify([report?.units.map(({ id }) => id), report?.findings.map(({ unit }) => unit)])),
    ).toEqual([]);
  });
});
