import type { Elements, FileModel, FileSetModel, RecordModel } from './model.ts';
import { EXPLICIT_LITTLE } from './part10.ts';

/** Of the imaging study that the base Bundle of the corpus (`prior-auth/base/cancer.json`) names. */
export const STUDY = '2.25.255211775190704149838209461890538536961';
export const SERIES = '2.25.255211775190704149838209461890538536962';
export const INSTANCES = [
  '2.25.255211775190704149838209461890538536963',
  '2.25.255211775190704149838209461890538536964',
] as const;
export const CT = '1.2.840.10008.5.1.4.1.1.2';

const PATIENT: Elements = { '00100010': 'CESHI^A', '00100020': 'T000001' };
const STUDY_KEYS: Elements = {
  '00080020': '20260504',
  '00080030': '093000',
  '00080050': '',
  '00081030': 'CHEST CT',
  '00200010': '1',
};
const SERIES_KEYS: Elements = { '00080060': 'CT', '0020000d': STUDY, '0020000e': SERIES, '00200011': 1 };

/** A CT slice of 16 × 16, whole by PS3.3 A.3. */
export function usualFile(instance: string = INSTANCES[0], number = 1): FileModel {
  const elements: Elements = {
    ...PATIENT,
    ...STUDY_KEYS,
    ...SERIES_KEYS,
    '00080005': 'ISO_IR 100',
    '00080008': ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    '00080016': CT,
    '00080018': instance,
    '00080023': '20260504',
    '00080033': `09310${number}`,
    '00080070': 'TEST',
    '00080090': '',
    '00100030': '19580808',
    '00100040': 'M',
    '00180015': 'CHEST',
    '00180050': 5,
    '00180060': 120,
    '00185100': 'HFS',
    '00200012': 1,
    '00200013': number,
    '00200032': [0, 0, number * 5],
    '00200037': [1, 0, 0, 0, 1, 0],
    '00200052': '2.25.255211775190704149838209461890538536965',
    '00201040': '',
    '00280002': 1,
    '00280004': 'MONOCHROME2',
    '00280010': 16,
    '00280011': 16,
    '00280030': [0.5, 0.5],
    '00280100': 16,
    '00280101': 12,
    '00280102': 11,
    '00280103': 0,
    '00281052': -1024,
    '00281053': 1,
    '00281054': 'HU',
  };
  return { elements };
}

/** One patient, one CT study of one series, two slices: nothing to find fault with. */
export function usualFileSet(): FileSetModel {
  const images = INSTANCES.map((uid, index): RecordModel => {
    const elements = { '00041510': CT, '00041511': uid, '00041512': EXPLICIT_LITTLE, '00200013': index + 1 };
    return { type: 'IMAGE', file: ['IMAGES', `IM00000${index + 1}`], elements };
  });
  const { '0020000d': study = null, ...seriesKeys } = SERIES_KEYS;
  const series: RecordModel = { type: 'SERIES', elements: seriesKeys, children: images };
  const studies = { type: 'STUDY', elements: { ...STUDY_KEYS, '0020000d': study }, children: [series] };
  return {
    dicomdir: { records: [{ type: 'PATIENT', elements: PATIENT, children: [studies] }] },
    files: Object.fromEntries(INSTANCES.map((uid, index) => [`IMAGES/IM00000${index + 1}`, usualFile(uid, index + 1)])),
  };
}
