import { DocumentRecord } from './document-record-type.ts';
import { FieldRecord } from './field-record-type.ts';
import { HdataRecord } from './hdata-record-type.ts';
import { PackageRecord } from './package-record-type.ts';
import { RdataRecord } from './rdata-record-type.ts';

/** The record types of this channel, by name. */
export const RECORD_TYPES = {
  'lab-result.package': PackageRecord,
  'lab-result.document': DocumentRecord,
  'lab-result.field': FieldRecord,
  'lab-result.hdata': HdataRecord,
  'lab-result.rdata': RdataRecord,
};
