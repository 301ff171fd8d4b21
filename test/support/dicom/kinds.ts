import type { Elements, FileModel, FileSetModel, RecordModel } from './model.ts';

/** Kinds of examinations of which images can be made. */
export const IMAGE_KINDS = ['ct', 'mri', 'xray', 'panoramic', 'ultrasound', 'endoscopy'] as const;
export type ImageKind = (typeof IMAGE_KINDS)[number];

const CLASS = '1.2.840.10008.5.1.4.1.1.';
/** JPEG lossless: what is in its fragments does not matter, so that large images take little room. */
const LOSSLESS = '1.2.840.10008.1.2.4.70';
const FRAME: Elements = {
  '00200032': [0, 0, 0],
  '00200037': [1, 0, 0, 0, 1, 0],
  '00200052': '2.25.255211775190704149838209461890538536965',
  '00201040': '',
  '00280030': [0.5, 0.5],
  '00180050': 5,
};

/** What an image of each kind has beside what all have, whole by PS3.3 A. */
const OF: Readonly<Record<ImageKind, { sopClass: string; modality: string; elements: Elements }>> = {
  ct: {
    sopClass: '2',
    modality: 'CT',
    elements: {
      ...FRAME,
      '00080008': ['ORIGINAL', 'PRIMARY', 'AXIAL'],
      '00180060': 120,
      '00185100': 'HFS',
      '00200012': 1,
      '00280101': 12,
      '00280102': 11,
      '00281052': -1024,
      '00281053': 1,
      '00281054': 'HU',
    },
  },
  mri: {
    sopClass: '4',
    modality: 'MR',
    elements: {
      ...FRAME,
      '00080008': ['ORIGINAL', 'PRIMARY', 'M_SE'],
      '00180020:CS': 'SE',
      '00180021:CS': 'NONE',
      '00180022:CS': '',
      '00180023:CS': '2D',
      '00180080:DS': 500,
      '00180081:DS': 15,
      '00180091:IS': 1,
      '00185100': 'HFS',
      '00280101': 12,
      '00280102': 11,
    },
  },
  xray: {
    sopClass: '1',
    modality: 'CR',
    elements: { '00080008': ['ORIGINAL', 'PRIMARY'], '00185101:CS': 'PA', '00185100': '' },
  },
  panoramic: {
    sopClass: '7',
    modality: 'PX',
    elements: { '00080008': ['DERIVED', 'SECONDARY'], '00080064': 'WSD' },
  },
  ultrasound: {
    sopClass: '6.1',
    modality: 'US',
    elements: { '00080008': ['ORIGINAL', 'PRIMARY'] },
  },
  endoscopy: {
    sopClass: '77.1.1',
    modality: 'ES',
    elements: {
      '00080008': ['ORIGINAL', 'PRIMARY'],
      '0008002a:DT': '20260512093100',
      '00280301:CS': 'NO',
      '00282110:CS': '00',
      '00400555:SQ': [],
    },
  },
};

const PATIENT: Elements = { '00100010': 'CESHI^A', '00100020': 'T000001' };
const STUDY = '2.25.255211775190704149838209461890538536971';
const SERIES = '2.25.255211775190704149838209461890538536972';
const STUDY_KEYS: Elements = {
  '00080020': '20260512',
  '00080030': '093000',
  '00080050': '',
  '00081030': '',
  '00200010': '1',
};
const seriesKeys = (kind: ImageKind): Elements => ({
  '00080060': OF[kind].modality,
  '0020000e': SERIES,
  '00200011': 1,
});
const instanceOf = (number: number): string =>
  `2.25.25521177519070414983820946189053854${`${number}`.padStart(4, '0')}`;

/** An image of a kind, of 8 or 12 bits, examined on 2026-05-12. @param size width and height in pixels */
export function imageOf(kind: ImageKind, number: number, [width, height]: readonly [number, number]): FileModel {
  const { sopClass, elements } = OF[kind];
  const wide = elements['00280101'] !== undefined;
  return {
    transferSyntax: LOSSLESS,
    pixelBytes: 64,
    elements: {
      ...PATIENT,
      ...STUDY_KEYS,
      ...seriesKeys(kind),
      '00080005': 'ISO_IR 100',
      '00080016': CLASS + sopClass,
      '00080018': instanceOf(number),
      '00080023': '20260512',
      '00080033': '093100',
      '00080070': 'TEST',
      '00080090': '',
      '00180015': 'CHEST',
      '00100030': '19580808',
      '00100040': 'M',
      '0020000d': STUDY,
      '00200013': number,
      '00200020:CS': ['L', 'F'],
      '00280002': 1,
      '00280004': 'MONOCHROME2',
      '00280010': height,
      '00280011': width,
      '00280100': wide ? 16 : 8,
      '00280101': 8,
      '00280102': 7,
      '00280103': 0,
      ...elements,
    },
  };
}

/** A study of one series: one image for each of the sizes, `IMAGES/IM000001` and so on. */
export function fileSetOf(kind: ImageKind, sizes: readonly (readonly [number, number])[]): FileSetModel {
  const files = sizes.map((size, i) => imageOf(kind, i + 1, size));
  const images = files.map(({ elements = {} }, i): RecordModel => {
    const named = { '00041510': elements['00080016'] ?? '', '00041511': instanceOf(i + 1), '00041512': LOSSLESS };
    return { type: 'IMAGE', file: ['IMAGES', `IM00000${i + 1}`], elements: { ...named, '00200013': i + 1 } };
  });
  const series: RecordModel = { type: 'SERIES', elements: seriesKeys(kind), children: images };
  const study: RecordModel = { type: 'STUDY', elements: { ...STUDY_KEYS, '0020000d': STUDY }, children: [series] };
  return {
    dicomdir: { records: [{ type: 'PATIENT', elements: PATIENT, children: [study] }] },
    files: Object.fromEntries(files.map((file, i) => [`IMAGES/IM00000${i + 1}`, file])),
  };
}
