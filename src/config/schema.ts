import { type Static, Type } from '@sinclair/typebox';
import { CHANNEL_IDS } from '../channels/ids.ts';
import { LEVELS } from '../engine/levels.ts';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const Positive = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const TypeCode = Type.String({ pattern: '^[0-9A-Za-z]{1,10}$' });
const Level = Type.Union(LEVELS.map((level) => Type.Literal(level)));

/** `nhi-precheck.yaml`. */
export const ConfigSchema = Type.Object(
  {
    institution: Maybe(Type.String({ pattern: '^[0-9A-Z]{10}$', description: '醫事機構代號: the login' })),
    language: Maybe(Type.Union([Type.Literal('zh-TW'), Type.Literal('en')])),
    channels: Maybe(
      Type.Array(Type.Union(CHANNEL_IDS.map((id) => Type.Literal(id))), {
        minItems: 1,
        uniqueItems: true,
        description: '上傳作業 to look for; all unless told',
      }),
    ),
    paths: Maybe(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description: 'Files and folders for commands that are given none; relative to this file',
      }),
    ),
    ledger: Maybe(Type.String({ description: 'File of the history of what was handed over; relative to this file' })),
    handOver: Maybe(
      Type.Object(
        {
          to: Maybe(
            Type.String({ pattern: '^folder:.', description: 'folder:DIR; a relative DIR is relative to this file' }),
          ),
          purpose: Maybe(
            Type.Union([Type.Literal('production'), Type.Literal('test')], {
              description: '業務別: production is QB1_R, test is QB1_T; medical-image and lab-result have no test',
            }),
          ),
          typeCodes: Maybe(
            Type.Object(
              { 'medical-image': Maybe(TypeCode), 'lab-result': Maybe(TypeCode) },
              {
                ...closed,
                description:
                  'TypeCode of 傳輸作業平台 by channel, where no public document tells it and NHI or a vendor has told you',
              },
            ),
          ),
        },
        closed,
      ),
    ),
    fix: Maybe(
      Type.Object(
        {
          timestampZone: Maybe(
            Type.String({
              pattern: '^([+-](0[0-9]|1[0-4]):[0-5][0-9]|Z)$',
              description: 'The zone that a Bundle.timestamp without one is in, such as "+08:00"',
            }),
          ),
        },
        closed,
      ),
    ),
    limits: Maybe(
      Type.Object(
        {
          entries: Maybe(Positive),
          unpackedBytes: Maybe(Positive),
          ratio: Maybe(Positive),
          fhrBytes: Maybe(Positive),
          dicomdirBytes: Maybe(Positive),
          dicomdirRecords: Maybe(Positive),
          nesting: Maybe(Positive),
          dictionary: Maybe(Positive),
          archiveTime: Maybe(Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'milliseconds' })),
          xmlText: Maybe(Positive),
          xmlRecord: Maybe(Positive),
        },
        closed,
      ),
    ),
    rules: Maybe(
      Type.Record(
        Type.String(),
        Type.Union([
          Level,
          Type.Object({ level: Level, reason: Maybe(Type.String({ pattern: '\\S', maxLength: 500 })) }, closed),
        ]),
        {
          description:
            'Rules that shall be louder or quieter, by id. Making a rule quieter that NHI enforces needs a reason, which every report shows',
        },
      ),
    ),
  },
  { ...closed, title: 'nhi-precheck configuration' },
);
export type Config = Static<typeof ConfigSchema>;

/** The file that is looked for in the current folder when none is named. */
export const CONFIG_NAME = 'nhi-precheck.yaml';
