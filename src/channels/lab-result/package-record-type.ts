import { type Static, Type } from '@sinclair/typebox';

/** `lab-result.package`: the zip, or the loose XML. */
export const PackageRecord = Type.Object(
  { form: Type.Union([Type.Literal('zip'), Type.Literal('loose')]), name: Type.String() },
  { additionalProperties: false },
);
export type PackageData = Static<typeof PackageRecord>;
