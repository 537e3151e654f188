import assert from 'node:assert/strict';
import { receiptTag } from '../../../lib/places/place-tags';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { Fault } from '../../../local/workspace/http/fault';
import { useRollbackRunFixtures, type RollbackRunFixture } from '../../kit/places/rollback-run-fixture';
import { DIALECTS } from '../../kit/registry/registries';

/** The first two stand for a run that dies before and after a request; the others pass. */
const FAULTS: readonly (readonly [name: string, fault: Fault])[] = [
  ['refused', { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'no' } }],
  ['refused after the change', { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'no' }, after: true }],
  ['throttled', { status: 429, headers: { 'retry-after': '3' } }],
  ['unavailable', { status: 503 }],
  ['reset', { reset: true }],
  ['reset after the change', { reset: true, after: true }],
];

describe('a rollback that is disturbed', function () {
  // Hundreds of requests, half of them to MLflow's own server.
  this.timeout(240_000);
  const open = useRollbackRunFixtures();

  for (const under of DIALECTS) {
    it(`is completed by the next run wherever it was disturbed, in ${under.name}`, async () => {
      const fixture = await open(under);
      const problems: string[] = [];
      for (const { at, name, fault } of cases(await methodsOf(fixture))) {
        const said = await disturbed(fixture, { ...fault, path: /./, skip: at });
        problems.push(...said.map((one) => `request ${at + 1} ${name}: ${one}`));
      }
      assert.deepEqual(problems, []);
    });
  }
});

/** The requests of a rollback that nothing disturbs. */
async function methodsOf({ registryFixture, run, reset }: RollbackRunFixture): Promise<readonly string[]> {
  await reset();
  const before = registryFixture.requests.length;
  await run();
  return registryFixture.requests.slice(before).map(({ method }) => method);
}

/** Everything that can happen to a write; of reads, which change nothing, every third in turn. */
function cases(methods: readonly string[]): readonly { at: number; name: string; fault: Fault }[] {
  return methods.flatMap((method, at) =>
    FAULTS.filter((_, index) => method !== 'GET' || (at % 3 === 0 && index === (at / 3) % FAULTS.length)).map(
      ([name, fault]) => ({ at, name, fault }),
    ),
  );
}

/** What is wrong after the disturbed run, and after the one that follows it. */
async function disturbed(fixture: RollbackRunFixture, fault: Fault): Promise<readonly string[]> {
  const { registryFixture, place, run, newHost, holders, reset, breaks } = fixture;
  await reset();
  registryFixture.addFault(fault);
  const first = await run({}, newHost()).then(
    () => 'green',
    () => 'red',
  );
  const between = (await holders()).join();
  const outputs = await run({}, newHost());

  const mark = (await registryFixture.model.tags(2)).get(VERSION_TAGS.rolledBack);
  const noted = (await registryFixture.model.tags()).get(receiptTag(place)) ?? '';
  return [
    ...(between === '1' || (between === '2' && first === 'red') ? [] : [`${first}, and held by '${between}'`]),
    ...((await holders()).join() === '1' ? [] : ['the next run did not move the place']),
    ...(outputs.rolledBackFrom === '2' ? [] : [`replaced '${outputs.rolledBackFrom}'`]),
    ...(mark === 'scores drift' ? [] : [`the mark is '${mark ?? ''}'`]),
    ...(noted.endsWith(' v1') ? [] : [`the receipt noted is '${noted}'`]),
    ...breaks(),
  ];
}
