import { references } from '../../readers/fhir/references.ts';
import { at, type Json, list, object, text } from './json.ts';
import { type BundleKind, kindOf, type ProfileRow, profileId } from './profiles.ts';

/** An entry of the Bundle that holds a resource. */
export interface Entry {
  /** Position in Bundle.entry. */
  readonly index: number;
  /** JSON Pointer of the resource. */
  readonly pointer: string;
  readonly fullUrl: unknown;
  readonly resource: Json;
  readonly type: string | undefined;
  /** The one known profile that it claims, also where it claims unknown ones beside it. */
  readonly profile: string | undefined;
}

/** A literal reference and what it leads to. */
export interface Link {
  readonly from: Entry;
  readonly pointer: string;
  readonly reference: unknown;
  readonly state: 'resolves' | 'missing' | 'by-id' | 'letter-case' | 'not-text';
  readonly target: Entry | undefined;
}

/** The Bundle with its references followed. */
export interface BundleView {
  readonly kind: BundleKind | undefined;
  readonly reply: boolean;
  readonly entries: readonly Entry[];
  readonly links: readonly Link[];
  /** The entry that a reference inside `from` leads to. */
  resolve(reference: string, from: Entry): Entry | undefined;
}

function readEntries(bundle: Json, table: Readonly<Record<string, ProfileRow>>): Entry[] {
  return list(at(bundle, 'entry')).flatMap((entry, index) => {
    const resource = object(at(entry, 'resource'));
    if (!resource) return [];
    const profiles = list(at(at(resource, 'meta'), 'profile'));
    const known = profiles.map(profileId).filter((id) => id !== undefined && Object.hasOwn(table, id));
    const profile = new Set(known).size === 1 ? known[0] : undefined;
    const type = text(at(resource, 'resourceType'));
    return [{ index, pointer: `/entry/${index}/resource`, fullUrl: at(entry, 'fullUrl'), resource, type, profile }];
  });
}

const first = <K>(map: Map<K, Entry>, key: K, entry: Entry): void => {
  if (!map.has(key)) map.set(key, entry);
};

/** `https://host/base/Type/id` without its last two parts. */
const restBase = (url: string): string | undefined => /^(https?:\/\/.+\/)[A-Za-z]+\/[^/]+$/.exec(url)?.[1];

/**
 * Follows references as FHIR R4 does inside a Bundle: literally by fullUrl; a relative one against the base of an
 * http(s) fullUrl of the entry it stands in; a version
 * (`/_history/n`) of such an address does not count.
 */
function resolver(entries: readonly Entry[]): (reference: string, from: Entry) => Entry | undefined {
  const byUrl = new Map<string, Entry>();
  for (const entry of entries) if (typeof entry.fullUrl === 'string') first(byUrl, entry.fullUrl, entry);
  return (reference, from) => {
    const plain = reference.startsWith('urn:') ? reference : reference.replace(/\/_history\/[^/]*$/, '');
    const literal = byUrl.get(plain);
    if (literal) return literal;
    const base = typeof from.fullUrl === 'string' ? restBase(from.fullUrl) : undefined;
    return base && /^[A-Z][A-Za-z]*\/[^/]+$/.test(plain) ? byUrl.get(base + plain) : undefined;
  };
}

function followAll(entries: readonly Entry[], resolve: BundleView['resolve']): Link[] {
  const byId = new Map<string, Entry>();
  const byLower = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.type && typeof entry.resource.id === 'string') first(byId, `${entry.type}/${entry.resource.id}`, entry);
    if (typeof entry.fullUrl === 'string') first(byLower, entry.fullUrl.toLowerCase(), entry);
  }
  return entries.flatMap((from) => {
    const contained = new Set(list(from.resource.contained).map((inner) => at(inner, 'id')));
    return [...references(from.resource)].flatMap(({ pointer, reference }): Link[] => {
      const link = { from, pointer: from.pointer + pointer, reference };
      if (typeof reference !== 'string') return [{ ...link, state: 'not-text', target: undefined }];
      if (reference === '#' || (reference.startsWith('#') && contained.has(reference.slice(1)))) return [];
      const target = resolve(reference, from);
      if (target) return [{ ...link, state: 'resolves', target }];
      const lower = byLower.get(reference.toLowerCase());
      if (lower) return [{ ...link, state: 'letter-case', target: lower }];
      const same = byId.get(reference.split('/').slice(-2).join('/'));
      return [{ ...link, state: same ? 'by-id' : 'missing', target: same }];
    });
  });
}

/** Reads a parsed Bundle, of whatever shape. */
export function readBundle(bundle: Json, table: Readonly<Record<string, ProfileRow>>): BundleView {
  const claimed = list(at(at(bundle, 'meta'), 'profile')).map(profileId);
  const entries = readEntries(bundle, table);
  const claims = entries.filter(({ type }) => type === 'Claim');
  const kinds = [...claimed, ...claims.map(({ profile }) => profile)].map(kindOf).filter((kind) => kind !== undefined);
  const resolve = resolver(entries);
  return {
    kind: kinds[0],
    reply: claimed.includes('Bundle-response-twpas') || bundle.type === 'searchset',
    entries,
    links: followAll(entries, resolve),
    resolve,
  };
}
