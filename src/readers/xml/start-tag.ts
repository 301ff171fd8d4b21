import { resolve } from './references.ts';
import type { XmlBreak, XmlLimits } from './types.ts';

const TAG =
  /^<([^\s/>=<"'&]+)((?:[ \t\r\n]+[^\s/>=<"'&]+[ \t\r\n]*=[ \t\r\n]*(?:"[^<"]*"|'[^<']*'))*)[ \t\r\n]*(\/?)>$/;
const ATTRIBUTE = /([^\s/>=<"'&]+)[ \t\r\n]*=[ \t\r\n]*(?:"([^"]*)"|'([^']*)')/g;
const ASCII_NAME = /^[A-Za-z_:][\w:.-]*$/;
const START = String.raw`:A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}`;
const NAME = new RegExp(String.raw`^[${START}][${START}\-.0-9\xb7\u0300-\u036f\u203f-\u2040]*$`, 'u');

/** Whether a text is a name of XML. */
export const isName = (text: string): boolean => ASCII_NAME.test(text) || NAME.test(text);

/** A start tag, or why it is none, or which limit it goes beyond. */
export type StartTag =
  | { readonly name: string; readonly attributes: boolean; readonly closed: boolean }
  | { readonly why: XmlBreak; readonly sign?: string }
  | { readonly limit: 'xml-name' | 'xml-attribute' };

function attributesOf(text: string, limits: XmlLimits): Exclude<StartTag, { name: string }> | undefined {
  const seen = new Set<string>();
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? '';
    if (name.length > limits.name) return { limit: 'xml-name' };
    if (value.length > limits.attribute) return { limit: 'xml-attribute' };
    if (!isName(name) || seen.has(name)) return { why: 'syntax' };
    seen.add(name);
    const wrong = value.includes('&') ? resolve(value).references.at(-1) : undefined;
    if (wrong && 'wrong' in wrong) return { why: wrong.wrong, sign: wrong.sign };
  }
  return undefined;
}

const PLAIN = /^<([A-Za-z_:][\w:.-]*)>$/;

/** Reads a start tag. @param tag from `<` to `>` */
export function startTag(tag: string, limits: XmlLimits): StartTag {
  const [, plain] = PLAIN.exec(tag) ?? [];
  if (plain !== undefined && plain.length <= limits.name) return { name: plain, attributes: false, closed: false };
  const [, name, attributes = '', slash] = TAG.exec(tag) ?? [];
  if (name === undefined) return { why: 'syntax' };
  if (name.length > limits.name) return { limit: 'xml-name' };
  if (!isName(name)) return { why: 'syntax' };
  const wrong = attributes === '' ? undefined : attributesOf(attributes, limits);
  return wrong ?? { name, attributes: attributes !== '', closed: slash === '/' };
}

/**
 * Where a start tag ends: the place behind its `>`; 0 where that is not yet there, -1 where a `<` stands in it.
 * @param at the place of its `<`
 */
export function tagEnd(bytes: Uint8Array, at: number, end: number): number {
  let quote = 0;
  for (let i = at + 1; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte === 0x3c) return -1;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === 0x3e) return i + 1;
    else if (byte === 0x22 || byte === 0x27) quote = byte;
  }
  return 0;
}
