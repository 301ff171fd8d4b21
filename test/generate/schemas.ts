import type { TSchema } from '@sinclair/typebox';
import { recordTypes } from '../../src/channels/registry.ts';
import { ConfigSchema } from '../../src/config/schema.ts';
import {
  ClauseFile,
  CodeFile,
  FieldFile,
  PolicyFile,
  RulesetFile,
  SourceFile,
} from '../../src/engine/library-schema.ts';
import { RuleFile } from '../../src/engine/rule-schema.ts';
import { ReconciliationSchema } from '../../src/reconcile/result-schema.ts';
import { ReportSchema } from '../../src/report/report-schema.ts';
import { ReceiptSchema } from '../../src/upload/receipt-schema.ts';

const text = (schema: TSchema): string =>
  `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...schema }, null, 2)}\n`;

/** The files of `schemas/` by name, from the types that the code itself uses. */
export function schemaFiles(): Map<string, string> {
  const named: [string, TSchema][] = [
    ['rule-file', RuleFile],
    ['clauses', ClauseFile],
    ['sources', SourceFile],
    ['policy', PolicyFile],
    ['ruleset', RulesetFile],
    ['codes', CodeFile],
    ['fields', FieldFile],
    ['config', ConfigSchema],
    ['report', ReportSchema],
    ['receipt', ReceiptSchema],
    ['reconciliation', ReconciliationSchema],
    ...[...recordTypes()].map(([type, schema]): [string, TSchema] => [`records/${type}`, { title: type, ...schema }]),
  ];
  return new Map(named.map(([name, schema]) => [`${name}.json`, text(schema)]));
}
