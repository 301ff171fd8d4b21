import { shownName } from '../../readers/archive/shown-name.ts';
import type { Content } from '../../readers/content/content.ts';
import { type ContentKind, kindOfExtension, kindOfMime } from '../../readers/content/kind.ts';
import { optional } from '../../readers/optional.ts';
import { KIND_LABEL } from '../content-kinds.ts';
import type { CheckRecord, Location, Unit } from '../record.ts';
import type { Attachment } from './attachments.ts';
import { text } from './json.ts';
import type { DataOf } from './record-types.ts';

type Data = DataOf<'prior-auth.att-content'>;

/** A file of an ATT that the Bundle names, with all places that name it. */
export interface NamedFile {
  readonly path: string;
  /** As the user is shown it. */
  readonly shown: string;
  readonly content: Content;
  readonly mentions: readonly Attachment[];
}

/** Kinds that programs open whichever of them they are called. */
const ALIKE: readonly ReadonlySet<ContentKind>[] = [
  new Set(['text', 'html', 'xml', 'json']),
  new Set(['jpeg', 'bmp']),
  new Set(['mp4', 'mov', 'mpeg', 'mpegts']),
];

const alike = (one: ContentKind, other: ContentKind): boolean => ALIKE.some((set) => set.has(one) && set.has(other));

/**
 * What a file is, against its extension and the contentType that the Bundle declares. `wrong`: it is something else
 * than both say; `untold`: nothing that we know says what it should be.
 */
function agreementOf(
  real: ContentKind,
  extension: ContentKind | undefined,
  declared: ContentKind | undefined,
): Data['agreement'] {
  const textual = (claimed: ContentKind): boolean => real === 'text' && alike(real, claimed);
  const right = (claimed: ContentKind): boolean => claimed === real || textual(claimed);
  if (extension === undefined) return declared === undefined ? 'untold' : right(declared) ? 'right' : 'type-differs';
  if (right(extension)) return declared === undefined || right(declared) ? 'right' : 'type-differs';
  return (declared !== undefined && right(declared)) || alike(real, extension) ? 'extension-differs' : 'wrong';
}

function detailsOf(content: Content): Partial<Data> {
  switch (content.kind) {
    case 'pdf':
      return {
        whole: !content.cut,
        readable: true,
        ...optional('password', content.encrypted === 'unknown' ? undefined : content.encrypted === 'password'),
      };
    case 'jpeg':
      return { whole: content.ended, readable: !content.broken, cmyk: content.colour === 'cmyk' };
    case 'png':
    case 'bmp':
    case 'gif':
    case 'mp4':
    case 'mov':
      return { whole: !content.cut };
    default:
      return {};
  }
}

/** From the worst to the best. */
const ORDER: readonly Data['agreement'][] = ['wrong', 'type-differs', 'extension-differs', 'right', 'untold'];

/** The record of a named file of an ATT; where places declare different types, the first that disagrees counts. */
export function attContentRecord(
  unit: Unit,
  { path, shown, content, mentions }: NamedFile,
  place: (pointer: string) => Location,
): CheckRecord {
  const extension = kindOfExtension(path);
  const declared = mentions.map(({ contentType, typePointer }) => {
    const kind = kindOfMime(text(contentType) ?? '');
    return { kind, typePointer, agreement: agreementOf(content.kind, extension, kind) };
  });
  const worst = ORDER.map((agreement) => declared.find((each) => each.agreement === agreement)).find(Boolean);
  const data: Data = {
    name: shownName(path),
    size: content.size,
    kind: content.kind,
    kindLabel: KIND_LABEL[content.kind].zh,
    kindEn: KIND_LABEL[content.kind].en,
    agreement: worst?.agreement ?? 'untold',
    ...optional('declared', worst?.kind),
    ...(content.size > 0 ? detailsOf(content) : {}),
  };
  return {
    type: 'prior-auth.att-content',
    unit,
    data,
    locate: () => ({ file: shown }),
    places: {
      get declared() {
        return worst ? [place(worst.typePointer)] : [];
      },
    },
  };
}
