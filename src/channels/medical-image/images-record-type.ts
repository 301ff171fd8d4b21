import { type Static, Type } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const Count = (description: string) => Type.Integer({ minimum: 0, description });
const Pixels = (description: string) => Type.Integer({ minimum: 0, description });
const literals = <T extends string>(...values: T[]) => Type.Union(values.map((value) => Type.Literal(value)));
const Against = literals('agrees', 'differs');

/** Kinds of examination, as the code tables have them. */
export const KINDS = ['ct', 'mri', 'xray', 'dental', 'ultrasound', 'endoscopy'] as const;

/** The images of an archive as those of the order in one row. What cannot be told is absent. */
export const ImagesRecord = Type.Object(
  {
    kind: Maybe(literals(...KINDS)),
    kindLabel: Maybe(Type.String({ description: 'kind of examination, in Chinese' })),
    kindEn: Maybe(Type.String({ description: 'the same in English' })),
    size: Maybe(literals('all', 'some', 'short-side', 'none', 'unknown')),
    firm: Maybe(Type.Boolean({ description: 'whether the minimum surely holds for this order' })),
    side: Maybe(literals('rows', 'columns', 'picture')),
    images: Maybe(Count('images with a size')),
    small: Maybe(Count('those below the minimum')),
    width: Maybe(Pixels('of the largest image, or with `some` of the first small one')),
    height: Maybe(Pixels('of the same')),
    least: Maybe(Type.String({ description: 'the minimum, 1,400×1,400' })),
    modality: Maybe(Against),
    modalities: Maybe(Type.String({ description: 'that the images have' })),
    birthDate: Maybe(Against),
    studyDate: Maybe(Against),
  },
  closed,
);
export type ImagesData = Static<typeof ImagesRecord>;
