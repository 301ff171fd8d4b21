import type { ArchiveKind } from '../../readers/archive/kind.ts';
import { optional } from '../../readers/optional.ts';
import type { Submission } from '../channel.ts';
import { type CheckRecord, type Location, MOST_PLACES } from '../record.ts';
import { apiName, baseName } from './names.ts';
import type { PackageData } from './package-record-type.ts';
import type { OpenedZip, ZipMember, ZipState } from './zip.ts';

/** What is known of a package once its XML was read. */
export interface PackageKnown {
  /** Nothing for a loose XML. */
  readonly zip: OpenedZip | undefined;
  /** Worse than that of the zip where reading the XML showed it. */
  readonly state: ZipState;
  /** By its first bytes. */
  readonly kind: ArchiveKind;
  readonly institution: string | undefined;
  readonly uploadDay: string | undefined;
  /** The login's institution, when configured. */
  readonly login: string | undefined;
}

const KINDS: Partial<Record<ArchiveKind, string>> = {
  '7z': '7z',
  cab: 'CAB',
  rar: 'RAR',
  gzip: 'gzip',
  pdf: 'PDF',
  json: 'JSON',
};

const isPlain = (name: string, extension: 'zip' | 'xml'): boolean =>
  new RegExp(`^[0-9A-Za-z]+\\.${extension}$`, 'i').test(name);

const agrees = (one: string | undefined, other: string | undefined): 'agrees' | 'differs' | undefined =>
  one === undefined || other === undefined ? undefined : one === other ? 'agrees' : 'differs';

/** What the zip holds, counted and placed. */
function heldIn({ state, members }: OpenedZip): { data: Partial<PackageData>; places: Record<string, Location[]> } {
  if (state !== 'readable' && members.length === 0) return { data: {}, places: {} };
  const of = (...kinds: ZipMember['is'][]): ZipMember[] => members.filter(({ is }) => kinds.includes(is));
  const layered = members.filter(({ is, layered: inFolder }) => is === 'folder' || (inFolder && is !== 'leftover'));
  const [xmls, others, leftovers] = [of('xml'), of('other'), of('leftover')];
  const [xml] = xmls;
  const places = (some: readonly ZipMember[]): Location[] =>
    some.slice(0, MOST_PLACES).map(({ shown }) => ({ file: shown }));
  return {
    data: {
      xmls: xmls.length,
      others: others.length,
      folders: layered.length,
      leftovers: leftovers.length,
      ...optional('other', others[0]?.name),
      ...optional('xmlName', xmls.length === 1 ? xml?.name : undefined),
      ...optional('plainXmlName', xmls.length === 1 && xml ? isPlain(xml.name, 'xml') : undefined),
    },
    places: {
      xmls: places(xmls),
      others: places(others),
      folders: places(layered),
      leftovers: places(leftovers),
    },
  };
}

/** The record of the zip, or of the XML that is not in one yet. */
export function packageRecord({ form, name: shown }: Submission, known: PackageKnown): CheckRecord {
  const { zip, state, kind, institution, uploadDay, login } = known;
  const name = baseName(shown);
  const named = apiName(name);
  const { data: held, places } = zip ? heldIn(zip) : { data: {}, places: {} };
  const data: PackageData = {
    form,
    name,
    state,
    plainName: isPlain(name, form === 'zip' ? 'zip' : 'xml'),
    apiName: named !== undefined,
    ...held,
    ...optional('kind', form === 'loose' ? undefined : state === 'wrong-kind' ? (KINDS[kind] ?? 'other') : 'zip'),
    ...optional('institution', institution),
    ...optional('uploadDay', uploadDay),
    ...optional('nameInstitution', named?.institution),
    ...optional('nameDay', named?.day),
    ...optional('institutionInName', agrees(named?.institution, institution?.toUpperCase())),
    ...optional('dayInName', agrees(named?.day, uploadDay)),
    ...optional('login', login),
    ...optional('configured', agrees(login?.toUpperCase(), institution?.toUpperCase())),
  };
  return { type: 'lab-result.package', unit: null, data, locate: () => ({ file: shown }), places };
}
