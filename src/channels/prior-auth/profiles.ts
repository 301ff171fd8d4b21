import { type Static, Type } from '@sinclair/typebox';
import type { CodeTable } from '../channel.ts';

/** Canonical base of TW PAS profiles. */
export const PAS = 'https://nhicore.nhi.gov.tw/pas/StructureDefinition/';
const GOVT = 'https://twcore.mohw.gov.tw/ig/twcore/StructureDefinition/';

/** 癌藥 or 免疫製劑. */
export type BundleKind = 'cancer' | 'imm';

/** A row of `rules/codes/prior-auth-profiles.yaml`. */
export const ProfileRow = Type.Object({
  type: Type.String({ description: 'resource type' }),
  label: Type.String({ description: '中文名稱' }),
  cancer: Type.Optional(Type.Array(Type.Integer(), { description: '[min, max?]; absent: not allowed' })),
  imm: Type.Optional(Type.Array(Type.Integer())),
  owner: Type.Optional(Type.String({ description: 'Profile.element that points at it' })),
  byCategory: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'owner by category code' })),
  standsAlone: Type.Optional(Type.Boolean({ description: 'nothing ever points at it' })),
});
export type ProfileRow = Static<typeof ProfileRow>;

/** The profiles of the guide by id. */
export type ProfileTable = Readonly<Record<string, ProfileRow>>;

/** The profile table, typed. */
export const profileTable = (codes: CodeTable): ProfileTable => codes as ProfileTable;

/** The id of a profile of the guide (or of TW Core's 政府機構), without version; undefined for any other canonical. */
export function profileId(canonical: unknown): string | undefined {
  if (typeof canonical !== 'string') return undefined;
  const [url = ''] = canonical.split('|');
  for (const base of [PAS, GOVT]) if (url.startsWith(base)) return url.slice(base.length);
  return undefined;
}

const KINDS: Readonly<Record<string, BundleKind>> = {
  'Bundle-twpas': 'cancer',
  'Bundle-immunologic-agent-twpas': 'imm',
  'Claim-twpas': 'cancer',
  'Claim-immunologic-agent-twpas': 'imm',
};

/** The kind of case that a claimed profile of a Bundle or Claim means. */
export const kindOf = (profile: string | undefined): BundleKind | undefined =>
  profile !== undefined && Object.hasOwn(KINDS, profile) ? KINDS[profile] : undefined;

/** What a kind of Bundle is for. */
export const KIND: Record<BundleKind, { kindLabel: string; kindEn: string }> = {
  cancer: { kindLabel: '癌藥', kindEn: 'cancer drugs' },
  imm: { kindLabel: '免疫製劑', kindEn: 'immunologic agents' },
};
