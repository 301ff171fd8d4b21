import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArchives } from '../../../src/channels/medical-image/archives-read.ts';
import { type ImagesRow, imagesGroups } from '../../../src/channels/medical-image/images-record.ts';
import { rowUnit } from '../../../src/channels/medical-image/units.ts';
import { diskSource } from '../../../src/intake/disk.ts';
import { ownLibrary } from '../../../src/rules.ts';
import { writeCab } from '../../support/archives/cab.ts';
import { scratch } from '../../support/archives/scratch.ts';
import { write7z } from '../../support/archives/sevenzip.ts';
import type { Elements } from '../../support/dicom/model.ts';
import {
  ATT,
  CSV,
  DCF,
  imageSet,
  jpegSized,
  raisedBy,
  readingContext,
  sized,
} from '../../support/medical-image/archives.ts';

const cabinet = (elements: Elements, second?: Elements): Uint8Array =>
  writeCab(imageSet(elements, second).map(({ name, bytes }) => ({ name: name.replaceAll('/', '\\'), bytes })));
const CAB = DCF.replace('.7z', '.CAB');

const jpegNamed = (name: string, side: number) => ({ name: `${name}.jpg`, bytes: jpegSized(side, side) });

const modality = (code: string): Elements => ({ '00080060': code });

describe('an order and its images', () => {
  test.each<[string, string, Elements, string[]]>([
    ['33070B', 'U', sized(512, 512), []],
    ['33070B', 'U', sized(511, 512), ['medical-image-size-ct']],
    ['33070B', 'U', sized(0, 0), ['medical-image-size-unknown']],
    ['33084B', 'H', { ...sized(192, 256), ...modality('MR') }, []],
    ['33084B', 'H', { ...sized(128, 128), ...modality('MR') }, ['medical-image-size-mri']],
    ['33084B', 'H', sized(256, 256), ['medical-image-modality']],
    ['32001C', '', { ...sized(1399, 1400), ...modality('DX') }, ['medical-image-size-xray']],
    ['34004C', 'FM', { ...sized(1200, 2400), ...modality('PX') }, ['medical-image-size-panoramic-short-side']],
    ['19001C', '', { ...sized(255, 256), ...modality('US') }, ['medical-image-size-ultrasound']],
    ['21008C', '', { ...sized(255, 256), ...modality('US') }, ['medical-image-size-unsure']],
    ['21008C', '', { ...sized(0, 256), ...modality('US') }, []], // reminders of DICOM
    ['28016C', '', { ...sized(16, 16), ...modality('ES') }, []],
    ['33070B', 'U', { ...sized(512, 512), '00100030': '1959.08.08' }, ['medical-image-images-birth-date']],
    ['33070B', 'U', { ...sized(512, 512), '00100030': '1958.08.08' }, []],
    ['33070B', 'U', { ...sized(512, 512), '00100030': '19590808' }, ['medical-image-images-birth-date']],
    ['33070B', 'U', { ...sized(512, 512), '00080020': '20260505' }, ['medical-image-images-study-date']],
  ])('%s %s %o', async (order, site, elements, rules) => {
    const raised = await raisedBy(order, CAB, cabinet(elements), site);
    expect(raised.filter((id) => !id.startsWith('dicom-'))).toEqual(rules);
  });

  test('a small image among others reminds', async () => {
    expect(await raisedBy('33070B', CAB, cabinet(sized(512, 512), sized(64, 64)), 'U')).toEqual([
      'medical-image-size-some',
    ]);
  });
});

const { codes } = await ownLibrary();
const tables = { codes: (name: string) => codes.get(name) ?? {} };
const unit = rowUnit(CSV, 7, 0);

/** The record of a row alone, line 7. */
function recordOf(row: ImagesRow, facts: Awaited<ReturnType<typeof factsOf>>) {
  const groups = imagesGroups(tables, CSV);
  groups.add(row, facts, 7, 0);
  const [record] = groups.records();
  return record;
}

async function factsOf(name: string, bytes: Uint8Array) {
  using folder = scratch({ [name]: bytes });
  const source = await diskSource(join(folder.path, name), name);
  const role = name.startsWith('ATT') ? 'att' : 'dcf';
  const [facts] = await readArchives([{ source, role }], readingContext());
  return facts ?? expect.fail('nothing read');
}

describe('where a finding points', () => {
  test('at cell N, and at the image with the side that is too short', async () => {
    const facts = await factsOf(DCF, write7z(imageSet(sized(400, 600))));
    const record = recordOf({ orderCode: '33070B' }, facts);
    expect(record?.locate('/size')).toEqual({ file: `${DCF}!/IMAGES/IM000001`, tag: '(0028,0010)' });
    expect(record?.from?.(unit)).toEqual([{ file: CSV, row: 7, field: 'archive', cell: 'N7' }]);
    expect(record?.data).toMatchObject({ size: 'none', width: 600, height: 400, least: '512×512', side: 'rows' });
  });

  test.each([
    ['no Rows', { '00280010': null }, '(0028,0010)'],
    ['Columns of 0', sized(512, 0), '(0028,0011)'],
  ])('at all images with %s', async (_, elements, tag) => {
    const facts = await factsOf(DCF, write7z(imageSet(elements)));
    const record = recordOf({ orderCode: '33070B' }, facts);
    expect(record?.locate('/size')).toEqual({ file: `${DCF}!/IMAGES/IM000001`, tag });
    expect(record?.places?.others).toEqual([{ file: `${DCF}!/IMAGES/IM000002`, tag }]);
    expect(record?.data).toMatchObject({ size: 'unknown', images: 0 });
  });

  test('at the sides of all small images among others', async () => {
    const facts = await factsOf(ATT, write7z([jpegNamed('a', 1500), jpegNamed('b', 640), jpegNamed('c', 640)]));
    const record = recordOf({ orderCode: '32001C' }, facts);
    expect(record?.locate('/size')).toEqual({ file: `${ATT}!/b.jpg` });
    expect(record?.places?.others).toEqual([{ file: `${ATT}!/c.jpg` }]);
  });

  test('at the JPEG', async () => {
    const facts = await factsOf(ATT, write7z([{ name: 'a.jpg', bytes: jpegSized(1000, 2000) }]));
    const record = recordOf({ orderCode: '32001C' }, facts);
    expect(record?.locate('/size')).toEqual({ file: `${ATT}!/a.jpg` });
    expect(record?.data).toMatchObject({ size: 'none', width: 1000, height: 2000, least: '1,400×1,400' });
  });

  test('at the other side of a date that differs', async () => {
    const facts = await factsOf(DCF, write7z(imageSet(sized(512, 512))));
    const record = recordOf({ orderCode: '33070B', birthDate: '0500101' }, facts);
    expect(record?.locate('/birthDate', unit)).toEqual({ file: CSV, row: 7, field: 'birthDate', cell: 'I7' });
    expect(record?.places?.birthDate).toMatchObject([{ tag: '(0010,0030)' }]);
    expect(record?.data).toMatchObject({ birthDate: 'differs' });
  });
});

test('a birth date may be that of a newborn; half a date is not compared; other orders have no minimum', async () => {
  const facts = await factsOf(DCF, write7z(imageSet(sized(16, 16))));
  const newborn = { orderCode: 'X', birthDate: '0800101', newbornBirthDate: '0470808', examinedAt: '11505040930' };
  expect(recordOf(newborn, facts)?.data).toEqual({ birthDate: 'agrees', studyDate: 'agrees' });
  expect(recordOf({ orderCode: 'X', birthDate: '0800', examinedAt: '1150' }, facts)).toBeUndefined();
  expect(recordOf({ orderCode: '28016C' }, facts)?.data).toMatchObject({ kind: 'endoscopy' });
});
