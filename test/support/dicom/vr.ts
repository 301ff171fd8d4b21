/** The value representations of the tags that models use, as `VR: tags`. */
const TAGS: Readonly<Record<string, string>> = {
  AE: '00020016',
  AS: '00101010',
  CS: '00041130 00041141 00041430 00041500 00080005 00080008 00080060 00080064 00100040 00180015 00185100 00280004',
  DA: '00080012 00080020 00080021 00080022 00080023 00100030',
  DS: '00180050 00180060 00180088 00180090 00181030 00200032 00200037 00201041 00280030 00281050 00281051 00281052 00281053',
  IS: '00181151 00181152 00200011 00200012 00200013 00280008',
  LO: '00080070 00080080 00081030 0008103e 00081090 00100020 00100021 00201040 00080104 00281054',
  LT: '00104000 00204000',
  OB: '00020001',
  PN: '00080090 00100010',
  SH: '00020013 00080050 00080100 00080102 00081010 00200010',
  SQ: '00041220 00081110 00081115 00081140 00082218 00321064 00400275 00540220 00880200',
  TM: '00080013 00080030 00080031 00080032 00080033',
  UI: '00020002 00020003 00020010 00020012 00041432 00041510 00041511 00041512 0004151a 00080016 00080018 0008001a 00081150 00081155 0020000d 0020000e 00200052',
  UL: '00020000 00041200 00041202 00041400 00041420',
  US: '00041212 00041410 00280002 00280010 00280011 00280100 00280101 00280102 00280103',
  SS: '00280120',
};

const VR_OF = new Map(
  Object.entries(TAGS).flatMap(([vr, tags]) => tags.split(' ').map((tag) => [tag, vr.slice(0, 2)] as const)),
);

/** VRs whose explicit form has two reserved bytes and a length of four. */
export const LONG: ReadonlySet<string> = new Set([
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SQ',
  'SV',
  'UC',
  'UN',
  'UR',
  'UT',
  'UV',
]);

/** Bytes of one value of the binary VRs. */
export const WIDTH: Readonly<Record<string, number>> = { FD: 8, FL: 4, SL: 4, SS: 2, UL: 4, US: 2 };

/** Tag in lower case and VR of a key. @throws Error for a tag that is not known and has no VR beside it */
export function tagAndVr(key: string): { tag: string; vr: string } {
  const [tag = '', told] = key.toLowerCase().split(':');
  const vr = told?.toUpperCase() ?? VR_OF.get(tag);
  if (!/^[0-9a-f]{8}$/.test(tag) || vr === undefined) throw new Error(`no VR for "${key}": write ggggeeee:VR`);
  return { tag, vr };
}
