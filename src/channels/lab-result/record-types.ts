import { DocumentRecord } from './document-record-type.ts';
import { FieldRecord } from './field-record-type.ts';
import { FixedRecord } from './fixed-record-type.ts';
import { HdataRecord } from './hdata-record-type.ts';
import { DayRecord, RepeatRecord } from './hdata-record-types.ts';
import { ImplantRecord } from './implant-record-type.ts';
import { JointRecord } from './joint-record-type.ts';
import { PackageRecord } from './package-record-type.ts';
import { RdataRecord } from './rdata-record-type.ts';
import { TextRecord } from './result-text-record-type.ts';
import { ResultsRecord } from './results-record-type.ts';
import { UnreadRecord } from './unread-record-type.ts';

/** The record types of this channel, by name. */
export const RECORD_TYPES = {
  'lab-result.package': PackageRecord,
  'lab-result.document': DocumentRecord,
  'lab-result.field': FieldRecord,
  'lab-result.unread': UnreadRecord,
  'lab-result.hdata': HdataRecord,
  'lab-result.day': DayRecord,
  'lab-result.repeat': RepeatRecord,
  'lab-result.rdata': RdataRecord,
  'lab-result.text': TextRecord,
  'lab-result.fixed': FixedRecord,
  'lab-result.joint': JointRecord,
  'lab-result.implant': ImplantRecord,
  'lab-result.results': ResultsRecord,
};
