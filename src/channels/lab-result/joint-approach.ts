import type { CodeTable } from '../channel.ts';
import type { JointData } from './joint-record-type.ts';

interface Approaches {
  readonly procedures: Readonly<Record<string, string>>;
  /** The signs that may stand third. */
  readonly approaches: string;
}

/** What r3 of an approach is: side, procedure and approach in one sign each, the latter two by order. */
export type ApproachFacts = Pick<JointData, 'approach' | 'procedures' | 'approaches'>;

/**
 * Holds r3 against 表五.
 * @param codes rows of the code table `lab-result-approaches`, by order; of another order only length and side are known
 */
export function approachFacts(codes: CodeTable): (order: string | undefined, r3: string) => ApproachFacts {
  const table = new Map(Object.entries(codes).map(([order, row]) => [order, row as Approaches]));
  return (order = '', r3) => {
    const known = table.get(order);
    const words = known && {
      procedures: Object.entries(known.procedures)
        .map(([code, name]) => `${code} ${name}`)
        .join('、'),
      approaches: [...known.approaches].join(' '),
    };
    const said = (approach: NonNullable<JointData['approach']>): ApproachFacts => ({ approach, ...words });
    if (r3.length !== 3) return said('length');
    if (!'LR'.includes(r3.charAt(0))) return said('side');
    if (known && !Object.hasOwn(known.procedures, r3.charAt(1))) return said('procedure');
    if (known && !known.approaches.includes(r3.charAt(2))) return said('approach');
    return said('right');
  };
}
