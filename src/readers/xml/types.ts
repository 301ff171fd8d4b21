/** A place in an XML file. */
export interface XmlPlace {
  /** Absolute; 1-based where an element may repeat: `/patient/hdata[3]/rdata[1]/r4`. */
  readonly xpath: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** What the reader finds against the field table, or in the text itself. */
export type XmlFaultKind =
  /** A tag that the format does not know. */
  | 'unknown'
  /** A tag of the format in other letters (H1); its value is read as that field. */
  | 'letter-case'
  /** A field that stands after one of a later number, or after an inner segment. */
  | 'order'
  /** The same field twice in one segment; the first is kept. */
  | 'repeated'
  /** A field or segment of the format in a segment where it does not belong; it is not read. */
  | 'misplaced'
  /** A field without text; it is read as absent. Where it has to be there, `missing` tells it instead, at its place. */
  | 'empty'
  /** A field with `need: must` that is not there. */
  | 'missing'
  /** A segment without the inner segment that it must have. */
  | 'no-segment'
  /** More characters than the field may have (or, where `exact`, another number of them). */
  | 'length'
  /** A field of type 9 with something other than digits and one point. */
  | 'not-number'
  /** Text beside the elements of a segment. */
  | 'text'
  /** An element within a field (`tag`: the inner one, `field`: the field); the text around it is the value. */
  | 'nested'
  /** Attributes on an element: none has any. */
  | 'attributes'
  /** Bytes that are no character of the encoding of the file. */
  | 'undecodable'
  /** A character that Big5 (cp950) does not have: from UTF-8 or from a reference such as &#178;. */
  | 'not-in-big5'
  /** Big5 bytes that only HKSCS or a user-defined area (造字) gives a meaning. */
  | 'beyond-big5';

/** One of them, with its place. */
export interface XmlFault extends XmlPlace {
  readonly kind: XmlFaultKind;
  /** The tag as written, cut at 64 characters; of `missing` and `no-segment` the tag that is meant. */
  readonly tag: string;
  /** The tag of the format that is meant, where one is. */
  readonly field?: string;
  /** How many characters, and how many are allowed. */
  readonly found?: number;
  readonly most?: number;
  /** The character, or the bytes in hex (`A3FF`). */
  readonly sign?: string;
}

/** A record, or a segment in it. */
export interface XmlSegment {
  readonly tag: string;
  /** 1-based among its siblings of the same tag; of a record: among the records of the file. */
  readonly index: number;
  /**
   * By tag: the text with references resolved, blanks kept; empty ones are absent. Longer than 65,536: cut there. They may
   * be slices that keep a block of the file alive: what is to outlive its batch has to be copied.
   */
  readonly fields: Readonly<Record<string, string>>;
  /** The same in the order of the field table, undefined for those that are absent: cheaper where there are millions. */
  readonly values: readonly (string | undefined)[];
  /** Inner segments in the order of the file. */
  readonly segments: readonly XmlSegment[];
  /** The place of one of its fields; of the segment itself where the field is not there, or no tag is given. */
  place(tag?: string): XmlPlace;
}

/** A record with what was found in it. */
export interface XmlRecord extends XmlSegment {
  /** In the order of the file; of a kind and tag not more than 100 are kept, of a kind not more than 1,000. */
  readonly faults: readonly XmlFault[];
}

export type XmlEncoding = 'ascii' | 'big5' | 'utf-8' | 'utf-16le' | 'utf-16be' | 'unclear';

/** Why the document is not well-formed. */
export type XmlBreak =
  | 'empty'
  | 'not-xml'
  /** The end of the file came within an element. */
  | 'cut-short'
  /** An end tag that does not fit. */
  | 'mismatch'
  /** Something after the root: a second one, or text. */
  | 'after-root'
  /** A reference to an entity that nothing declares, or a `&` that begins no reference. */
  | 'entity'
  /** A character that XML does not allow. */
  | 'character'
  /** Anything else, such as `<` in text. */
  | 'syntax';

/** What is known of a file after its last record. */
export interface XmlFacts {
  /** By its bytes: which encoding it really has. `ascii` where no byte is above 0x7F. */
  readonly encoding: XmlEncoding;
  /** As the XML declaration says it, as written; undefined where there is none. */
  readonly declared: string | undefined;
  /** Whether it begins with an XML declaration. */
  readonly declaration: boolean;
  readonly bom: boolean;
  /** Tag of the root as written. */
  readonly root: string | undefined;
  /** How many records began. */
  readonly records: number;
  /** Where and why it is not well-formed; nothing after that place was read. */
  readonly broken:
    | (XmlPlace & {
        readonly why: XmlBreak;
        /** The innermost open element, as written. */
        readonly tag?: string;
        /** The reference (`&nbsp;`, or `&` alone), or the code of the character in hex. */
        readonly sign?: string;
      })
    | undefined;
  /** A limit of ours that ended the reading: `xml-dtd`, `xml-depth`, `xml-name`, `xml-attribute`, `xml-text`, `xml-record`. */
  readonly stopped: (XmlPlace & { readonly limit: string; readonly most?: number }) | undefined;
  /** What was found outside of records; as many as of a record. */
  readonly faults: readonly XmlFault[];
}

/** The reading of one file. */
export interface XmlReading {
  /** Some records at a time, in order, until the end or until the document breaks. Goes through the file once. */
  records(): AsyncIterable<readonly XmlRecord[]>;
  /** After the last record. */
  facts(): XmlFacts;
}

/** Bounds of ours, in characters. */
export interface XmlLimits {
  readonly depth: number;
  readonly name: number;
  readonly attribute: number;
  readonly text: number;
  /** One record, in bytes: where it is longer, the next start tag in it ends the reading. */
  readonly record: number;
}
