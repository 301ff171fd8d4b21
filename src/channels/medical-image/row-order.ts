import type { CodeTable } from '../channel.ts';
import type { Order } from './row-record-type.ts';
import type { SiteCodes } from './row-sites.ts';

/** What an order code means for the other columns. */
export interface OrderFacts {
  /** The code in capitals. */
  readonly code: string;
  /** Beside 表一: of an examination before 110-06, and since. */
  readonly before: Order;
  readonly since: Order;
  /** The rest of an order in 表一 (or its successor); `jpg` is true where nothing is known. */
  readonly kind: string | undefined;
  readonly site: SiteCodes;
  readonly jpg: boolean;
}

type OrderRow = Pick<OrderFacts, 'jpg' | 'site'> & { readonly kind: string };

/** Longer ones are wrong; keeping them would keep the bytes that they were cut from. */
const LENGTH = 12;
const MOST_KEPT = 10_000;

/** The first month (YYYMM) of 19007C, which took the place of 19007B. */
const NEW_CODE_SINCE = '11006';

/**
 * What an order is, by rules/codes/medical-image-orders.yaml.
 * @returns a function of column 10, whose answers are remembered
 */
export function orderReader(orders: CodeTable): (code: string) => OrderFacts {
  const known = new Map<string, OrderFacts>();
  const look = (code: string): OrderFacts => {
    const capital = code.toUpperCase();
    const row = Object.hasOwn(orders, capital) ? (orders[capital] as OrderRow) : undefined;
    if (!row) return { code, before: 'unlisted', since: 'unlisted', kind: undefined, site: 'none', jpg: true };
    const { kind, jpg, site } = row;
    if (capital !== code) return { code: capital, before: 'letter-case', since: 'letter-case', kind, site, jpg };
    const before = code === '19007C' ? 'not-yet' : 'listed';
    return { code, before, since: code === '19007B' ? 'replaced' : 'listed', kind, site, jpg };
  };
  return (code) => {
    const before = known.get(code);
    if (before) return before;
    const facts = look(code);
    if (code.length <= LENGTH && known.size < MOST_KEPT) known.set(code, facts);
    return facts;
  };
}

/** What an order is beside 表一 on the day of its examination (column 12, where it is a date; else the milder). */
export function orderAt({ before, since }: OrderFacts, examinedAt: string | undefined): Order {
  if (before === since) return before;
  if (examinedAt === undefined) return 'listed';
  return examinedAt >= NEW_CODE_SINCE ? since : before;
}
