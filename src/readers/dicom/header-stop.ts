/**
 * Why a header is not followed any further. `truncated`: the bytes end too early. `header`: no sense in it. `too-deep`:
 * nested deeper than we follow. `limit`: more of it than we take on.
 */
export type StopWhy = 'truncated' | 'header' | 'too-deep' | 'limit';

/** Ends the walk through a header; never leaves `readDicom`. */
export class HeaderStop extends Error {
  readonly why: StopWhy;

  constructor(why: StopWhy) {
    super(why);
    this.name = 'HeaderStop';
    this.why = why;
  }
}
