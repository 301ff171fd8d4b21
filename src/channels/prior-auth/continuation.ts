import type { BundleView, Entry } from './bundle.ts';
import { at, codings, list, text } from './json.ts';

const CONTINUATION = 'https://nhicore.nhi.gov.tw/pas/CodeSystem/nhi-continuation-status';
const DRUGS = 'https://nhicore.nhi.gov.tw/pas/CodeSystem/nhi-medication';
const REQUESTED = 'https://nhicore.nhi.gov.tw/pas/StructureDefinition/extension-requestedService';
const ASSESSMENT = 'Observation-tx-assessment-twpas';

/** A drug that is applied for again. */
export interface Continuation {
  readonly drug: string;
  /** Whether 治療後疾病狀態評估 is there and the Claim points at it. */
  readonly assessment: 'referenced' | 'not-referenced' | 'none';
  /** JSON Pointer of the Claim.item. */
  readonly pointer: string;
  /** The assessment that nothing points at. */
  readonly unreferenced: Entry | undefined;
}

function drugsOf(item: unknown, claim: Entry, view: BundleView): string[] {
  const requested = list(at(item, 'extension')).filter((extension) => at(extension, 'url') === REQUESTED);
  return requested.flatMap((extension) => {
    const reference = text(at(at(extension, 'valueReference'), 'reference'));
    const order = reference === undefined ? undefined : view.resolve(reference, claim);
    return codings(at(order?.resource, 'medicationCodeableConcept'))
      .filter(({ system }) => system === DRUGS)
      .flatMap(({ code }) => text(code) ?? []);
  });
}

function assessmentOf(claim: Entry, view: BundleView): Pick<Continuation, 'assessment' | 'unreferenced'> {
  const referenced = list(at(claim.resource, 'supportingInfo')).some((info) => {
    const reference = text(at(at(info, 'valueReference'), 'reference'));
    const category = codings(at(info, 'category')).some(({ code }) => code === 'treatmentAssessment');
    const target = reference === undefined ? undefined : view.resolve(reference, claim);
    return category && target?.profile === ASSESSMENT;
  });
  if (referenced) return { assessment: 'referenced', unreferenced: undefined };
  const unreferenced = view.entries.find(({ profile }) => profile === ASSESSMENT);
  return { assessment: unreferenced ? 'not-referenced' : 'none', unreferenced };
}

/** The drugs of all items with 續用註記 2 (申請再次使用). */
export function continuations(view: BundleView): Continuation[] {
  return view.entries
    .filter(({ type }) => type === 'Claim')
    .flatMap((claim) => {
      const assessment = assessmentOf(claim, view);
      return list(at(claim.resource, 'item')).flatMap((item, i) => {
        const again = list(at(item, 'modifier'))
          .flatMap(codings)
          .some(({ system, code }) => system === CONTINUATION && code === '2');
        if (!again) return [];
        return drugsOf(item, claim, view).map((drug) => ({
          drug,
          pointer: `${claim.pointer}/item/${i}`,
          ...assessment,
        }));
      });
    });
}
