import { type TOptional, type TString, Type } from '@sinclair/typebox';

/** A string property for each tag, all of which may be absent. */
export const optional = <const Tag extends string>(tags: readonly Tag[]): Record<Tag, TOptional<TString>> =>
  Object.fromEntries(tags.map((tag) => [tag, Type.Optional(Type.String())])) as Record<Tag, TOptional<TString>>;
