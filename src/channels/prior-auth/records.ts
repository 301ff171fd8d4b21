import type { Context, Submission } from '../channel.ts';
import { type Limit, limitOf, limitRecord } from '../limit.ts';
import type { CheckRecord } from '../record.ts';
import { casesOf } from './cases.ts';
import { looksLikeBundle } from './json.ts';
import { type Member, type Members, membersOf, type ZipState } from './members.ts';
import { oneCase } from './one-case.ts';
import {
  caseNumberRecord,
  container,
  expectedInstitution,
  fileRecord,
  packageRecord,
  strayRecord,
} from './package-records.ts';
import { take } from './take.ts';

async function tryMembers(submission: Submission, cx: Context): Promise<Members | Limit> {
  try {
    return await membersOf(submission, cx.limits);
  } catch (error) {
    return limitOf(error);
  }
}

/** Members of a zip under another name that are a Bundle by their first 64 KiB. */
async function bundlesAmong(members: readonly Member[]): Promise<Set<Member>> {
  const bundles = new Set<Member>();
  const unnamed = members.filter(({ parsed, name }) => parsed === null && /^[^.].*\.json$/i.test(name));
  for (const member of unnamed.slice(0, PEEKS)) {
    try {
      for await (const head of member.bytes()) {
        if (looksLikeBundle(Buffer.from(head).subarray(0, 65_536).toString('utf8'))) bundles.add(member);
        break;
      }
    } catch (error) {
      limitOf(error); // what cannot be read is told when it is read whole; a fault of ours is thrown on
    }
  }
  return bundles;
}

const PEEKS = 100;

/** All records of a prior-authorization submission: each case, then the package they came in. */
export async function* records(submission: Submission, cx: Context): AsyncGenerator<CheckRecord> {
  const opened = await tryMembers(submission, cx);
  if ('limit' in opened) {
    yield limitRecord(null, container(submission), opened);
    return;
  }
  let state = opened.state;
  let unread = false;
  const broken = (worse: ZipState): void => {
    if (worse === 'unsupported') unread = true;
    else if (state === 'readable') state = worse;
  };
  const bundles = submission.form === 'loose' ? new Set(opened.members) : await bundlesAmong(opened.members);
  const { cases, strays } = casesOf(opened.members, bundles);
  const expected = expectedInstitution(submission, cases, cx.institution);
  if (!cx.sentBefore) yield limitRecord(null, container(submission), { limit: 'ledger' });
  for (const files of cases) {
    yield caseNumberRecord(files, expected, cx);
    for (const member of files.members) yield fileRecord(member, files, cx);
    yield* oneCase({ files, submission, cx, broken });
  }
  for (const stray of strays) {
    const taken = await take(stray, 'other', cx);
    if (taken.broken) broken(taken.broken);
    yield strayRecord(stray);
  }
  if (unread) yield limitRecord(null, container(submission), { limit: 'zip-method' });
  yield packageRecord(
    submission,
    { ...opened, state: unread && state === 'readable' ? 'unsupported' : state },
    cases,
    cx,
  );
}
