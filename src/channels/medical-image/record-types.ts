import { ArchiveRecord, JpegRecord } from './archive-record-type.ts';
import { CsvRecord } from './csv-record-type.ts';
import { HistoryRecord } from './history-record-type.ts';
import { ImagesRecord } from './images-record-type.ts';
import { DuplicateRecord, SerialRecord, SharedRecord } from './joins-record-types.ts';
import { LineRecord } from './line-record-type.ts';
import { RewardRecord } from './reward-record-type.ts';
import { RowRecord } from './row-record-type.ts';
import { SubmissionRecord, UnnamedRecord } from './submission-record-type.ts';

/** All record types of the channel by name. */
export const RECORD_TYPES = {
  'medical-image.row': RowRecord,
  'medical-image.reward': RewardRecord,
  'medical-image.line': LineRecord,
  'medical-image.csv': CsvRecord,
  'medical-image.submission': SubmissionRecord,
  'medical-image.unnamed': UnnamedRecord,
  'medical-image.archive': ArchiveRecord,
  'medical-image.jpeg': JpegRecord,
  'medical-image.images': ImagesRecord,
  'medical-image.duplicate': DuplicateRecord,
  'medical-image.serial': SerialRecord,
  'medical-image.shared': SharedRecord,
  'medical-image.history': HistoryRecord,
} as const;
