/** What a file can be found to be; `package` is a zip with a meaning of its own (OpenDocument, Java …), `text` is any other text, `unknown` what has no magic bytes that we know. */
export type ContentKind =
  | 'jpeg'
  | 'png'
  | 'bmp'
  | 'gif'
  | 'tiff'
  | 'webp'
  | 'heic'
  | 'pdf'
  | 'dicom'
  | 'mpeg'
  | 'mpegts'
  | 'mp4'
  | 'mov'
  | 'avi'
  | 'wmv'
  | 'zip'
  | '7z'
  | 'cab'
  | 'rar'
  | 'gzip'
  | 'package'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'ole'
  | 'html'
  | 'xml'
  | 'json'
  | 'text'
  | 'empty'
  | 'unknown';

/** What a kind is called: the registered media type first, then what programs write instead of it. */
interface Names {
  readonly types: readonly string[];
  readonly extensions: readonly string[];
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

const NAMES: Readonly<Record<Exclude<ContentKind, 'empty' | 'unknown'>, Names>> = {
  jpeg: { types: ['image/jpeg', 'image/jpg', 'image/pjpeg'], extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  png: { types: ['image/png', 'image/apng', 'image/x-png'], extensions: ['png', 'apng'] },
  bmp: { types: ['image/bmp', 'image/x-bmp', 'image/x-ms-bmp'], extensions: ['bmp', 'dib'] },
  gif: { types: ['image/gif'], extensions: ['gif'] },
  tiff: { types: ['image/tiff', 'image/tif'], extensions: ['tif', 'tiff'] },
  webp: { types: ['image/webp'], extensions: ['webp'] },
  heic: { types: ['image/heic', 'image/heif'], extensions: ['heic', 'heif'] },
  pdf: { types: ['application/pdf', 'application/x-pdf'], extensions: ['pdf'] },
  dicom: { types: ['application/dicom'], extensions: ['dcm', 'dicom'] },
  mpeg: { types: ['video/mpeg', 'video/mpg', 'video/x-mpeg'], extensions: ['mpeg', 'mpg', 'mpe', 'm1v', 'm2v'] },
  mpegts: { types: ['video/mp2t'], extensions: ['ts', 'mts', 'm2ts'] },
  mp4: { types: ['video/mp4', 'video/x-m4v', 'application/mp4'], extensions: ['mp4', 'm4v'] },
  mov: { types: ['video/quicktime'], extensions: ['mov', 'qt'] },
  avi: { types: ['video/vnd.avi', 'video/avi', 'video/msvideo', 'video/x-msvideo'], extensions: ['avi'] },
  wmv: { types: ['video/x-ms-wmv', 'video/x-ms-asf', 'application/vnd.ms-asf'], extensions: ['wmv', 'asf'] },
  zip: { types: ['application/zip', 'application/x-zip-compressed'], extensions: ['zip'] },
  '7z': { types: ['application/x-7z-compressed'], extensions: ['7z'] },
  cab: { types: ['application/vnd.ms-cab-compressed'], extensions: ['cab'] },
  rar: { types: ['application/vnd.rar', 'application/x-rar-compressed'], extensions: ['rar'] },
  gzip: { types: ['application/gzip', 'application/x-gzip'], extensions: ['gz', 'tgz'] },
  package: {
    types: ['application/java-archive', 'application/epub+zip', 'application/vnd.oasis.opendocument.text'],
    extensions: ['jar', 'epub', 'odt', 'ods', 'odp', 'docm', 'xlsm', 'pptm', 'apk'],
  },
  docx: { types: [`${OFFICE}.wordprocessingml.document`], extensions: ['docx'] },
  xlsx: { types: [`${OFFICE}.spreadsheetml.sheet`], extensions: ['xlsx'] },
  pptx: { types: [`${OFFICE}.presentationml.presentation`], extensions: ['pptx'] },
  ole: {
    types: ['application/x-cfb', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
    extensions: ['doc', 'xls', 'ppt'],
  },
  html: { types: ['text/html', 'application/xhtml+xml'], extensions: ['html', 'htm', 'xhtml'] },
  xml: { types: ['application/xml', 'text/xml', 'image/svg+xml'], extensions: ['xml', 'svg'] },
  json: { types: ['application/json', 'application/fhir+json'], extensions: ['json'] },
  text: { types: ['text/plain', 'text/csv'], extensions: ['txt', 'csv'] },
};

const kinds = Object.entries(NAMES) as readonly [ContentKind, Names][];
const byType = new Map(kinds.flatMap(([kind, { types }]) => types.map((type) => [type, kind] as const)));
const byExtension = new Map(kinds.flatMap(([kind, { extensions }]) => extensions.map((end) => [end, kind] as const)));

/** The media type of a kind; undefined for `empty` and `unknown`. */
export function mimeOf(kind: ContentKind): string | undefined {
  return kind === 'empty' || kind === 'unknown' ? undefined : NAMES[kind].types[0];
}

/** The kind that a file name claims by its last extension, in any letter case; undefined when it claims none we know. */
export function kindOfExtension(name: string): ContentKind | undefined {
  return byExtension.get(/\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
}

/** The kind that a media type claims, in any letter case, parameters left out; undefined when it is none we know. */
export function kindOfMime(type: string): ContentKind | undefined {
  return byType.get((type.split(';')[0] ?? '').trim().toLowerCase());
}
