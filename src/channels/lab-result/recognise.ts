import type { Source } from '../../intake/source.ts';
import type { Limits, Submission } from '../channel.ts';

/** A zip with an XML whose root is patient, or such an XML alone: each is a submission of its own. */
export function recognise(
  files: readonly Source[],
  _options: { forced: boolean; limits: Limits },
): Promise<Submission[]> {
  const found = files.filter(({ path }) => /\.xml$/i.test(path));
  return Promise.resolve(
    found.map((source) => ({
      channel: 'lab-result' as const,
      name: source.path,
      recognisedBy: 'name' as const,
      form: 'loose' as const,
      sources: [source],
    })),
  );
}

/** NHI tells files of this channel apart by no name. */
export const memberNames = (): Promise<readonly string[]> => Promise.resolve([]);
