import type { BundleView } from './bundle.ts';
import { at, type Json, list, text } from './json.ts';

/** An attachment that the Bundle names: `file://name.ext`. */
export interface Attachment {
  readonly name: string;
  /** As written. */
  readonly url: string;
  /** JSON Pointer of the url. */
  readonly pointer: string;
  /** contentType as written beside it. */
  readonly contentType: unknown;
  /** JSON Pointer of the contentType, or of where it belongs. */
  readonly typePointer: string;
}

/** The bare name, whatever scheme was meant: the rule on urls tells of the slip, and no file is called surplus for it. */
const NAME = /^(?:[a-z][a-z0-9+.-]*:\/{0,3})?(.*)$/is;

/** The three places where the guide names files, with the pointer of each: document content, presented form, media content. */
function placesOf({ content, presentedForm }: Json): { holder: unknown; pointer: string }[] {
  return [
    ...list(content).map((part, i) => ({ holder: at(part, 'attachment'), pointer: `/content/${i}/attachment` })),
    ...list(presentedForm).map((holder, i) => ({ holder, pointer: `/presentedForm/${i}` })),
    { holder: content, pointer: '/content' },
  ];
}

/** All attachments of a Bundle, in order; the same file may be named more than once. */
export function attachments({ entries }: BundleView): Attachment[] {
  return entries
    .filter(({ type }) => type === 'DocumentReference' || type === 'DiagnosticReport' || type === 'Media')
    .flatMap(({ resource, pointer }) =>
      placesOf(resource).flatMap(({ holder, pointer: inner }): Attachment[] => {
        const url = text(at(holder, 'url'));
        const name = url === undefined ? undefined : NAME.exec(url)?.[1];
        if (url === undefined || name === undefined) return [];
        const place = pointer + inner;
        const contentType = at(holder, 'contentType');
        const typePointer = contentType === undefined ? place : `${place}/contentType`;
        return [{ name, url, pointer: `${place}/url`, contentType, typePointer }];
      }),
    );
}
