import { sideBySide } from '../core/side-by-side';
import { judge, type PreflightFacts } from './decide';
import {
  isLevelNeed,
  type Expectation,
  type GrantExpectation,
  type PrivilegeNeed,
  type Securable,
  type WorkspaceObject,
} from './expectation';
import type { Finding } from './finding';
import { objectFacts } from './object-facts';
import { securableFacts, type PreflightContext } from './securable-facts';

/** Parallel reads; the service limits them per second. */
const AT_A_TIME = 8;

/** Reads everything once and checks every expectation; equal ones are one finding. */
export async function checkExpectations(
  expectations: readonly Expectation[],
  context: PreflightContext,
): Promise<readonly Finding[]> {
  const facts = await read(expectations, context);
  const findings = expectations.map((expectation) => judge(expectation, facts, context.who));
  return [...new Map(findings.map((finding) => [finding.check, finding])).values()];
}

async function read(expectations: readonly Expectation[], context: PreflightContext): Promise<PreflightFacts> {
  const readGrants = (needs: readonly PrivilegeNeed[]) =>
    readEach(
      needs.map(({ on }) => on),
      (on) => securableFacts(on, privilegesOn(on, needs), context),
    );
  const grants = expectations.filter((one): one is GrantExpectation => !isLevelNeed(one));
  const securable = await readGrants(grants);
  const instead = await readGrants(
    grants.flatMap(({ on, whileAbsent }) => (securable(on) === undefined ? (whileAbsent ?? []) : [])),
  );
  const object = await readEach(
    expectations.filter(isLevelNeed).map(({ of }) => of),
    (of) => objectFacts(of, context.workspace),
  );
  return { securable, instead, object };
}

/** Reads each subject once and returns a lookup function. */
async function readEach<S extends Securable | WorkspaceObject, F>(
  subjects: readonly S[],
  readOne: (subject: S) => Promise<F>,
): Promise<(subject: S) => F> {
  const once = [...new Map(subjects.map((subject) => [keyOf(subject), subject])).values()];
  const facts = new Map(
    await sideBySide(once, AT_A_TIME, async (subject) => [keyOf(subject), { read: await readOne(subject) }] as const),
  );
  return (subject) => {
    const found = facts.get(keyOf(subject));
    if (found === undefined) {
      throw new Error(`Nothing was read about ${keyOf(subject)}.`);
    }
    return found.read;
  };
}

function privilegesOn(on: Securable, needs: readonly PrivilegeNeed[]): readonly string[] {
  return needs.filter((need) => keyOf(need.on) === keyOf(on)).map(({ privilege }) => privilege);
}

function keyOf(subject: Securable | WorkspaceObject): string {
  return `${subject.kind} ${'name' in subject ? subject.name : subject.fullName}`;
}
