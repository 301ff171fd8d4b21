import type { BundleView } from './bundle.ts';
import { at, list } from './json.ts';

/** An attachment that the Bundle names: `file://name.ext`. */
export interface Attachment {
  readonly name: string;
  /** As written. */
  readonly url: string;
  /** JSON Pointer of the url. */
  readonly pointer: string;
}

/** The bare name, whatever scheme was meant: the rule on urls tells of the slip, and no file is called surplus for it. */
const NAME = /^(?:[a-z][a-z0-9+.-]*:\/{0,3})?(.*)$/is;

/** The three places where the guide names files: document content, presented form, media content. */
function urlsOf(resource: Readonly<Record<string, unknown>>): { url: unknown; pointer: string }[] {
  const content = resource.content;
  return [
    ...list(content).map((part, i) => ({
      url: at(at(part, 'attachment'), 'url'),
      pointer: `/content/${i}/attachment/url`,
    })),
    ...list(resource.presentedForm).map((part, i) => ({ url: at(part, 'url'), pointer: `/presentedForm/${i}/url` })),
    { url: at(content, 'url'), pointer: '/content/url' },
  ];
}

/** All attachments of a Bundle, in order; the same file may be named more than once. */
export function attachments({ entries }: BundleView): Attachment[] {
  return entries
    .filter(({ type }) => type === 'DocumentReference' || type === 'DiagnosticReport' || type === 'Media')
    .flatMap(({ resource, pointer }) =>
      urlsOf(resource).flatMap(({ url, pointer: inner }) => {
        const name = typeof url === 'string' ? NAME.exec(url)?.[1] : undefined;
        return name === undefined ? [] : [{ name, url: url as string, pointer: pointer + inner }];
      }),
    );
}
