import { parentPort, workerData } from 'node:worker_threads';
import type { XsdAnswer, XsdJob } from './xsd-errors.ts';
import { xsdJudge } from './xsd-judge.ts';

const { xsd, xml, most } = workerData as XsdJob;
using judge = await xsdJudge(xsd);
const errors = judge.errors(xml);
parentPort?.postMessage({ errors: errors.slice(0, most), count: errors.length } satisfies XsdAnswer);
