import { type Any, base, KEY, sources } from '../support/product/packages.ts';

const uuid = (i: number): string => `d0000000-0000-4000-8000-${String(i).padStart(12, '0')}`;

/** The cancer Bundle with laboratory results, each referred to by the Claim, up to so many entries; indented as NHI's examples. */
export function bundleOf(entries: number): Any {
  const bundle = base();
  const lab = bundle.entry.find(({ resource }: Any) => /Observation-laboratory-result/.test(resource.meta.profile[0]));
  const claim = bundle.entry[0].resource;
  const info = claim.supportingInfo.find(({ valueReference }: Any) => valueReference?.reference === lab.fullUrl);
  for (let i = 0; bundle.entry.length < entries; i++) {
    const fullUrl = `urn:uuid:${uuid(i)}`;
    bundle.entry.push({ fullUrl, resource: { ...lab.resource, id: uuid(i) } });
    claim.supportingInfo.push({ ...info, sequence: 1_000 + i, valueReference: { reference: fullUrl } });
  }
  return bundle;
}

/** A Bundle as the bytes of an FHR. */
export const bytesOf = (entries: number): Uint8Array => Buffer.from(JSON.stringify(bundleOf(entries), null, 2));

/** An FHR in memory. */
export const sourceOf = (bytes: Uint8Array) => sources({ [`FHR${KEY}.JSON`]: bytes });
