import type { FhirDocument } from '../../readers/fhir/document.ts';
import type { CheckRecord, Location, Unit } from '../record.ts';
import type { BundleView, Entry } from './bundle.ts';
import { type Continuation, continuations } from './continuation.ts';
import { at, type Json, text } from './json.ts';
import { type BundleKind, KIND, type ProfileRow } from './profiles.ts';
import { ownerIndex, ownerOf, reachable } from './reach.ts';
import type { DataOf } from './record-types.ts';

type Table = Readonly<Record<string, ProfileRow>>;

/** What the records of one Bundle share. */
export interface BundleInput {
  readonly unit: Unit;
  readonly bundle: Json;
  readonly view: BundleView;
  readonly document: FhirDocument;
  readonly table: Table;
  /** The end of the as-of day, milliseconds. */
  readonly end: number;
}

/** Only types and names of our own table: what stands in the file may be anything. */
function labelOf(entry: Entry, table: Table): { label: string; labelEn: string } {
  const row = entry.profile ? table[entry.profile] : undefined;
  if (row) return { label: `${row.type}（${row.label}）`, labelEn: `${row.type} (${entry.profile})` };
  const type = Object.values(table).find((each) => each.type === entry.type)?.type ?? 'Resource';
  return { label: `${type}（profile 不明）`, labelEn: `${type} (of unknown profile)` };
}

/** The profile that an entry is meant as: the one it claims, or the only one of its type in this kind of Bundle. */
function meantAs(entry: Entry, kind: BundleKind, table: Table): string | undefined {
  if (entry.profile) return entry.profile;
  const ofType = Object.entries(table).filter(([, row]) => row.type === entry.type && row[kind] !== undefined);
  return ofType.length === 1 ? ofType[0]?.[0] : undefined;
}

/** fullUrl and id name the same resource: the whole `Type/id` for http(s), the id for a UUID id under urn:uuid. */
function urlAgrees({ fullUrl, resource, type }: Entry): boolean | undefined {
  const id = text(resource.id);
  if (typeof fullUrl !== 'string' || id === undefined) return undefined;
  if (/^https?:\/\/.+\/[A-Z][A-Za-z]+\/[^/]+$/.test(fullUrl)) return fullUrl.endsWith(`/${type ?? ''}/${id}`);
  const uuid = /^(urn:uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  const both = uuid.test(id) && uuid.test(fullUrl) && fullUrl.startsWith('urn:');
  return both ? fullUrl.toLowerCase() === `urn:uuid:${id.toLowerCase()}` : undefined;
}

/** What is known of how entries are reached, for all records of a Bundle. */
interface Reach {
  readonly reached: ReadonlySet<Entry>;
  readonly ownerEntry: ReturnType<typeof ownerIndex>;
  /** The first other entry that points at one. */
  readonly pointing: ReadonlyMap<Entry, Entry>;
}

function reachOf(view: BundleView): Reach {
  const reached = reachable(view);
  const between = view.links.filter(({ from, target }) => target && target !== from);
  const pointing = new Map(
    [...between].reverse().flatMap(({ from, target }) => (target ? [[target, from] as const] : [])),
  );
  return { reached, ownerEntry: ownerIndex(view.entries), pointing };
}

function entryRecord(
  entry: Entry,
  { reached, ownerEntry, pointing }: Reach,
  { unit, view, document, table }: BundleInput,
): CheckRecord {
  const row = entry.profile ? table[entry.profile] : undefined;
  const owner = ownerOf(entry, row);
  const other = ownerEntry(owner);
  const agrees = urlAgrees(entry);
  const via = pointing.get(entry);
  const data: DataOf<'prior-auth.entry'> = {
    profiles: at(at(entry.resource, 'meta'), 'profile') ?? [],
    ...(reached.size === 0 ? {} : { reachable: reached.has(entry) || row?.standsAlone === true }),
    ...labelOf(entry, table),
    ...(entry.fullUrl === undefined ? {} : { fullUrl: entry.fullUrl }),
    ...(entry.resource.id === undefined ? {} : { id: entry.resource.id }),
    ...(entry.type === undefined ? {} : { resourceType: entry.type }),
    ...(view.kind ? { kind: view.kind, ...KIND[view.kind] } : {}),
    ...(entry.profile ? { profile: entry.profile } : {}),
    ...(row && view.kind ? { allowed: row[view.kind] !== undefined } : {}),
    ...(row ? { profileType: row.type, typeAgrees: row.type === entry.type } : {}),
    ...(agrees === undefined ? {} : { urlAgrees: agrees }),
    ...(owner ? { owner } : {}),
    ...(via ? { via: labelOf(via, table).label, viaEn: labelOf(via, table).labelEn } : {}),
  };
  const place = (end: Entry | undefined): readonly Location[] => (end ? [document.place(end.pointer)] : []);
  const places: Record<string, readonly Location[]> = {
    get owner() {
      return place(other);
    },
    get via() {
      return place(via);
    },
  };
  const within = (pointer: string): string => {
    if (pointer === '') return entry.pointer;
    if (pointer.startsWith('/fullUrl')) return `/entry/${entry.index}/fullUrl`;
    return pointer.startsWith('/profiles') ? `${entry.pointer}/meta/profile` : entry.pointer + pointer;
  };
  return { type: 'prior-auth.entry', unit, data, places, locate: (pointer) => document.place(within(pointer)) };
}

function* sliceRecords({ unit, view, document, table }: BundleInput): Generator<CheckRecord> {
  const { kind } = view;
  if (!kind) return;
  const counts = Map.groupBy(view.entries, (entry) => meantAs(entry, kind, table));
  for (const [profile, row] of Object.entries(table)) {
    const [min = 0, max] = row[kind] ?? [];
    if (row[kind] === undefined) continue;
    const found = counts.get(profile) ?? [];
    const extra = max === undefined ? undefined : found[max];
    const label = `${row.type}（${row.label}）`;
    const data: DataOf<'prior-auth.slice'> = {
      profile,
      label,
      kind,
      ...KIND[kind],
      min,
      count: found.length,
      ...(max === undefined ? {} : { max }),
    };
    yield { type: 'prior-auth.slice', unit, data, locate: () => document.place(extra?.pointer ?? '/entry') };
  }
}

function continuationRecord(
  { drug, assessment, pointer, unreferenced }: Continuation,
  { unit, document }: BundleInput,
): CheckRecord {
  const data: DataOf<'prior-auth.continuation'> = { drug, assessment };
  const places: Record<string, readonly Location[]> = unreferenced
    ? {
        get assessment() {
          return [document.place(unreferenced.pointer)];
        },
      }
    : {};
  return { type: 'prior-auth.continuation', unit, data, places, locate: () => document.place(pointer) };
}

/** The records of one Bundle: itself, its timestamp, entries, slices, references, continued drugs. */
export function* bundleRecords(input: BundleInput): Generator<CheckRecord> {
  const { unit, bundle, view, document, end } = input;
  const first = view.entries[0];
  const resolve = (reference: string): object | undefined => first && view.resolve(reference, first)?.resource;
  yield { type: 'prior-auth.bundle', unit, data: bundle, resolve, locate: (pointer) => document.place(pointer) };
  if (view.reply) return;
  const timestamp = text(bundle.timestamp);
  const zoned = timestamp !== undefined && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(timestamp);
  const time = zoned ? Date.parse(timestamp) : Number.NaN; // without a zone it would be this machine's time
  if (timestamp !== undefined && !Number.isNaN(time)) {
    const data: DataOf<'prior-auth.timestamp'> = { timestamp, future: time > end };
    yield { type: 'prior-auth.timestamp', unit, data, locate: () => document.place('/timestamp') };
  }
  const reach = reachOf(view);
  for (const entry of view.entries) yield entryRecord(entry, reach, input);
  yield* sliceRecords(input);
  for (const link of view.links) {
    const target = link.target;
    const data: DataOf<'prior-auth.reference'> = {
      reference: link.reference,
      state: link.state,
      ...(typeof target?.fullUrl === 'string' ? { target: target.fullUrl } : {}),
    };
    const places: Record<string, readonly Location[]> = target
      ? {
          get target() {
            return [document.place(target.pointer)];
          },
        }
      : {};
    yield { type: 'prior-auth.reference', unit, data, places, locate: () => document.place(link.pointer) };
  }
  for (const continued of continuations(view)) yield continuationRecord(continued, input);
}

/** The institution code that Claim.provider leads to. */
export function providerOf(view: BundleView): { code: string; pointer: string } | undefined {
  const claim = view.entries.find(({ type }) => type === 'Claim');
  const reference = text(at(at(claim?.resource, 'provider'), 'reference'));
  const provider = claim && reference !== undefined ? view.resolve(reference, claim) : undefined;
  const identifiers = provider?.resource.identifier;
  const code = Array.isArray(identifiers) ? text(at(identifiers[0], 'value')) : undefined;
  return provider && code ? { code, pointer: `${provider.pointer}/identifier/0/value` } : undefined;
}
