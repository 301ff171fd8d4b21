import { type Compared, saidByXsd } from './compared.ts';

/** A difference that is no slip: why it is, and which files it is about. */
export interface Explanation {
  readonly why: string;
  readonly holds: (one: Compared) => boolean;
}

const latin = ({ xml }: Compared): string => Buffer.from(xml).toString('latin1');

/** Whether all that the XSD refuses is so. */
const allRefused = ({ valid, refused }: Compared, is: (problem: string, tag: string) => boolean): boolean =>
  !valid &&
  refused.every((one) => {
    const [problem = '', tag = ''] = one.split(' ');
    return is(problem, tag);
  });

/** Whether the rules raised, of those that an XSD can say, are all of these. */
const onlyRaised = (one: Compared, is: (rule: string) => boolean): boolean => one.valid && saidByXsd(one).every(is);

const IMPOSSIBLE_DAY = /<([hr]\d+)>(?:\d{3}|-\d\d)(?:02(?:29|30|31)|(?:04|06|09|11)31)(?:\d{4}|\d{6})?</;

const DATE_RULES: ReadonlySet<string> = new Set([
  'lab-h-card-time',
  'lab-h-birth-date',
  'lab-h-visit-date',
  'lab-h-treatment-end',
  'lab-h-admission',
  'lab-h-discharge',
  'lab-h-upload-time',
  'lab-h-ordered-at',
  'lab-h-sampled-at',
  'lab-h-confirmed-at',
  'lab-h-newborn-date',
  'lab-r-reported-at',
  'lab-r-received-at',
]);

/** All differences between daily.xsd and the check. */
export const EXPLAINED: Readonly<Record<string, Explanation>> = {
  calendar: {
    why: 'a pattern knows the days 01 to 31, not how many a month has: 30 February passes the XSD',
    holds: (one) => onlyRaised(one, (rule) => DATE_RULES.has(rule)) && IMPOSSIBLE_DAY.test(latin(one)),
  },
  limits: {
    why: 'what a limit of ours stopped (a DTD, depth, very long names and texts) is not read to its end, so nothing is said of it',
    holds: ({ raised }) => [...raised].some((rule) => rule.startsWith('limit-')),
  },
  namespaces: {
    why: 'namespace declarations and xsi: hints are no attributes to a schema; we remind of them',
    holds: (one) =>
      onlyRaised(one, (rule) => rule === 'lab-field-attributes') &&
      [...latin(one).matchAll(/<[a-z][\w-]*( [^>]*)>/g)].every(([, all = '']) =>
        [...all.matchAll(/ ([\w:]+)=/g)].every(([, name = '']) => /^(xmlns|xsi):/.test(name)),
      ),
  },
  'blank-cdata': {
    why: 'libxml2 takes a CDATA section between elements for text, even where it is blank',
    holds: (one) => allRefused(one, (problem) => problem === 'text') && /<!\[CDATA\[\s*\]\]>/.test(latin(one)),
  },
  'blank-value': {
    why: 'blanks alone are no value to us, and we remind of the empty tag; an enumeration or a length takes them for one',
    holds: (one) =>
      one.raised.has('lab-field-empty') &&
      allRefused(one, (problem, tag) => {
        if (problem !== 'codes' && problem !== 'length') return false;
        return new RegExp(`<${tag}>(?:\\s|&#32;|\\xa1\\x40|\\xe3\\x80\\x80)*</${tag}>`).test(latin(one));
      }),
  },
  'beyond-the-range': {
    why: '> and < before the results of 表八 have a rule of their own, which the full-width signs break, too',
    holds: (one) =>
      one.raised.has('lab-r-fixed-beyond') && allRefused(one, (problem, tag) => problem === 'shape' && tag === 'r4'),
  },
  'byte-order-mark': {
    why: 'libxml2 goes by the byte order mark of UTF-16 whatever is declared; we return a declaration that is not true',
    holds: (one) => onlyRaised(one, (rule) => rule === 'lab-xml-encoding') && /^(\xff\xfe|\xfe\xff)/.test(latin(one)),
  },
};

/** The explanation of a difference, where there is one. */
export const explanationOf = (one: Compared): string | undefined =>
  Object.keys(EXPLAINED).find((name) => EXPLAINED[name]?.holds(one));
