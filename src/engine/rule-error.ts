/** What is wrong with the ruleset itself; a closed set. */
export type RuleErrorCode =
  | 'yaml' // not readable as YAML
  | 'shape' // does not fulfil its JSON Schema
  | 'unknown-clause'
  | 'unknown-code' // not in the table of NHI's error codes
  | 'unknown-rule' // `needs` or `also` names none
  | 'unknown-record'
  | 'never-matches' // points at a field that the record type does not have
  | 'unknown-argument' // a {placeholder} without argument
  | 'bad-check' // the schema, condition or expression does not compile
  | 'reserved'
  | 'duplicate';

/** A fault of the rules, never of the data: `file:line path: what`. */
export class RuleError extends Error {
  readonly code: RuleErrorCode;
  readonly file: string;
  readonly line: number;
  readonly path: string;

  constructor(code: RuleErrorCode, at: { file: string; line: number; path: string }, what: string) {
    super(`${at.file}:${at.line} ${at.path}: ${what}`);
    this.name = 'RuleError';
    this.code = code;
    this.file = at.file;
    this.line = at.line;
    this.path = at.path;
  }
}

/** A rule that threw while it judged: the rule's fault (exit 4). The cause's message may hold data, so it is not kept. */
export class RuleFault extends Error {
  readonly ruleId: string;

  constructor(ruleId: string, cause: unknown) {
    super(`rule ${ruleId} failed by itself (${cause instanceof Error ? cause.name : typeof cause})`);
    this.name = 'RuleFault';
    this.ruleId = ruleId;
  }
}
