import { describe, expect, it } from 'vitest';
import { readText } from '../../support/xml/read.ts';

const RECORD = '<hdata><h1>a</h1><rdata><r1>1</r1></rdata></hdata>';
const inside = (text: string): string => `<patient>\n${RECORD}\n<hdata>${text}</hdata></patient>`;

describe('where and why a document is not well-formed', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'empty 1:1 /'],
    ['blanks alone', ' \r\n', 'empty 2:1 /'],
    ['a declaration alone', '<?xml version="1.0"?>\n', 'empty 2:1 /'],
    ['something else', 'PK\u0003\u0004', 'not-xml 1:1 /'],
    ['NUL bytes', '\0\0\0\0', 'not-xml 1:1 /'],
    ['text before the root', '<?xml version="1.0"?>\n a<patient/>', 'syntax 2:2 /'],
    ['a blank before the declaration', '\n<?xml version="1.0"?><patient/>', 'syntax 2:1 /'],
    ['a declaration without a version', '<?xml encoding="Big5"?><patient/>', 'syntax 1:1 /'],
    ['cut in a tag', inside('<h1>a</h1><h2').slice(0, -18), 'cut-short 3:21 /patient/hdata[2] hdata'],
    ['cut in a value', inside('<h1>許功').slice(0, -18), 'cut-short 3:14 /patient/hdata[2]/h1 h1'],
    ['cut in a comment', inside('<!-- 許').slice(0, -18), 'cut-short 3:14 /patient/hdata[2] hdata'],
    ['cut in CDATA', inside('<h1><![CDATA[a]').slice(0, -18), 'cut-short 3:23 /patient/hdata[2]/h1 h1'],
    ['cut in an instruction', inside('<?a b').slice(0, -18), 'cut-short 3:13 /patient/hdata[2] hdata'],
    ['cut after a record', `<patient>\n${RECORD}\n`, 'cut-short 3:1 /patient patient'],
    ['an end tag of another element', inside('<h1>a</h2>'), 'mismatch 3:13 /patient/hdata[2]/h1 h1'],
    ['an end tag in other letters', inside('<h1>a</H1>'), 'mismatch 3:13 /patient/hdata[2]/h1 h1'],
    ['an end tag that nothing began', inside('</h1>'), 'mismatch 3:8 /patient/hdata[2] hdata'],
    ['a second root', `<patient>${RECORD}</patient>\n<patient/>`, 'after-root 2:1 /'],
    ['a second document', `<patient>${RECORD}</patient>\n<?xml version="1.0"?>\n<patient/>`, 'after-root 2:1 /'],
    ['text after the root', '<patient/>\n x', 'after-root 2:2 /'],
    ['an end tag after the root', '<patient/></patient>', 'after-root 1:11 /'],
    ['CDATA after the root', '<patient/><![CDATA[]]>', 'after-root 1:11 /'],
    ['an entity that HTML has', inside('<h1>a&nbsp;</h1>'), 'entity 3:13 /patient/hdata[2]/h1 h1 &nbsp;'],
    ['an entity behind a CR alone', inside('<h1>\r\na\r &nbsp;</h1>'), 'entity 4:4 /patient/hdata[2]/h1 h1 &nbsp;'],
    ['& alone', inside('<h1>\nA & B</h1>'), 'entity 4:3 /patient/hdata[2]/h1 h1 &'],
    ['an entity in an attribute', inside('<h1 a="&x;"/>'), 'entity 3:8 /patient/hdata[2] hdata &x;'],
    ['a control character', inside('<h1>許\n\u0001</h1>'), 'character 4:1 /patient/hdata[2]/h1 h1 01'],
    ['a control character in a tag', inside('<h1 \u0002>a</h1>'), 'character 3:12 /patient/hdata[2] hdata 02'],
    ['a reference to a control character', inside('<h1>&#7;</h1>'), 'character 3:12 /patient/hdata[2]/h1 h1 &#7;'],
    ['a character that is none', inside('<h1>\uffff</h1>'), 'character 3:12 /patient/hdata[2]/h1 h1 FFFF'],
    ['< in text', inside('<h1>a < 5</h1>'), 'syntax 3:14 /patient/hdata[2]/h1 h1'],
    ['< before a letter', inside('<h1>a<b</h1>'), 'syntax 3:13 /patient/hdata[2]/h1 h1'],
    ['< before a digit', inside('<h1><5</h1>'), 'syntax 3:12 /patient/hdata[2]/h1 h1'],
    [']]> in text', inside('<h1>a]]>b</h1>'), 'syntax 3:13 /patient/hdata[2]/h1 h1'],
    ['-- in a comment', inside('<!-- a -- b -->'), 'syntax 3:15 /patient/hdata[2] hdata'],
    ['an attribute without quotes', inside('<h1 a=1/>'), 'syntax 3:8 /patient/hdata[2] hdata'],
    ['an attribute twice', inside('<h1 a="1" a="2"/>'), 'syntax 3:8 /patient/hdata[2] hdata'],
    ['a name that is none', inside('<1h/>'), 'syntax 3:8 /patient/hdata[2] hdata'],
    ['an instruction named xml', inside('<?XML a?>'), 'syntax 3:8 /patient/hdata[2] hdata'],
    ['a declaration within', inside('<!ELEMENT h1 ANY>'), 'syntax 3:8 /patient/hdata[2] hdata'],
    ['a DOCTYPE within', inside('<!DOCTYPE h1>'), 'syntax 3:8 /patient/hdata[2] hdata'],
  ])('%s', async (_, text, expected) => {
    for (const how of [{}, { plain: false }, { block: 1 }, { block: 7 }]) {
      const { facts, records } = await readText(text, how);
      const { why, line, column, xpath, tag, sign } = facts.broken ?? {};
      expect([why, `${line}:${column}`, xpath, tag, sign].filter((x) => x !== undefined).join(' ')).toBe(expected);
      expect(records).toHaveLength(text.includes(`${RECORD}\n`) || text.includes(`${RECORD}<`) ? 1 : 0);
      expect(facts.records).toBe(text.split('<hdata>').length - 1);
      expect(facts.stopped).toBeUndefined();
    }
  });

  it.each([
    ['blanks in tags', inside('<h1\n>a</h1\t><h2 />')],
    ['comments and instructions everywhere', `<!-- a --><?b?>\n<patient><!----><?c d ? >?></patient><!-- e -->\n<?f?>`],
    ['a comment that begins with a dash', `<patient><!--- a --><!-->--></patient>`],
    ['> and quotes in text', inside(`<h1>">'</h1>`)],
    ['> in an attribute', inside(`<h1 a=">" b='>'>"</h1>`)],
    ['] and ]] in text', inside('<h1>a]]</h1>]<!-- -->]&gt;')],
    ['names beyond ASCII', '<patient><許:a-1.b/></patient>'],
    ['a single-quoted declaration', "<?xml version='1.1' encoding='Big5' standalone='no' ?><patient/>"],
  ])('well-formed: %s', async (_, text) => {
    for (const how of [{}, { plain: false }, { block: 1 }])
      expect((await readText(text, how)).facts).toMatchObject({ broken: undefined, stopped: undefined });
  });
});
