import assert from 'node:assert/strict';
import { join } from 'node:path';
import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import type { Fault } from '../../../local/workspace/http/fault';
import { evidenceOf, putEvidence, storyOf, type Evidence } from '../../kit/places/evidence';
import { runPromotion, type Interceptor, type RunResult } from '../../kit/places/pipelines';
import {
  REGISTRIES,
  useRegistryFixtures,
  type RegistryFixture,
  type RegistryUnderTest,
} from '../../kit/registry/registries';
import { useTemporaryFolders } from '../../kit/temporary-folders';

/** The first two stand for a run that dies before and after a request; the others pass. */
const FAULTS: Readonly<Record<string, Fault>> = {
  refused: { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'no' } },
  'refused after the change': { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'no' }, after: true },
  throttled: { status: 429, headers: { 'retry-after': '3' } },
  unavailable: { status: 503 },
  reset: { reset: true },
  'reset after the change': { reset: true, after: true },
};
/** A search that does not show yet what was made. */
const STALE: Fault = { status: 200, body: {} };

/** One in which a request makes the copy; where a run on Databricks does, it is tried with the built task. */
const BY_REQUEST = REGISTRIES.filter(({ kind }) => kind === 'workspace');

interface Case {
  readonly name: string;
  readonly fault?: Fault;
  readonly cancelAt?: { readonly index: number; readonly moment: 'before' | 'after' };
}

describe('a copy that is disturbed', function () {
  // Thousands of requests, half of them to MLflow's own server.
  this.timeout(400_000);
  const open = useRegistryFixtures();
  const newFolder = useTemporaryFolders();
  let folder = '';
  before(() => {
    folder = newFolder();
  });

  for (const under of BY_REQUEST) {
    it(`is completed by the next run wherever it was disturbed, in ${under.name}`, async () => {
      const registryFixture = await open(under);
      await registryFixture.addVersion();
      const fixture = { under, registryFixture, folder, contracts: evidenceOf(await storyOf(registryFixture, 1)) };
      const undisturbed = await copied(fixture, 'churn_0');
      assert.equal(undisturbed.outcome, 'promoted', undisturbed.what);
      const all = casesOf(undisturbed.requests);
      const problems: string[] = [];
      for (const [at, one] of all.entries()) {
        const said = await disturbed(fixture, `churn_${at + 1}`, one);
        problems.push(...said.map((problem) => `${one.name}: ${problem}`));
      }
      assert.deepEqual(problems, []);
      assert.ok(all.length > 40, `${all.length} cases`);
    });
  }
});

interface Fixture {
  readonly under: RegistryUnderTest;
  readonly registryFixture: RegistryFixture;
  readonly folder: string;
  readonly contracts: Evidence;
}

/** Everything that can happen to a write; of reads, which change nothing, every third in turn; and each stale search. */
function casesOf(requests: readonly string[]): readonly Case[] {
  return requests.flatMap((request, index): readonly Case[] => {
    const at = { path: /./, skip: index };
    const name = `request ${index + 1} (${request})`;
    const isRead = request.startsWith('GET');
    const faults = Object.entries(FAULTS).map(([what, fault]) => ({
      name: `${name} ${what}`,
      fault: { ...fault, ...at },
    }));
    return isRead
      ? [
          ...(index % 3 === 0 ? faults.filter((_, fault) => fault === (index / 3) % faults.length) : []),
          ...(request.endsWith('model-versions/search') ? [{ name: `${name} stale`, fault: { ...STALE, ...at } }] : []),
        ]
      : [
          ...faults,
          { name: `${name} cancelled before`, cancelAt: { index, moment: 'before' } },
          { name: `${name} cancelled after`, cancelAt: { index, moment: 'after' } },
        ];
  });
}

/** What is wrong after the disturbed run, and after the one that follows it. */
async function disturbed(fixture: Fixture, target: string, { fault, cancelAt }: Case): Promise<readonly string[]> {
  const model = fixture.registryFixture.registry.model(target);
  if (fault !== undefined) {
    fixture.registryFixture.addFault(fault);
  }
  const first = await copied(fixture, target, cancelAt);
  const between = (await model.exists()) ? (await model.versions()).length : 0;
  const next = await copied(fixture, target);

  const numbers = (await model.versions()).map(({ number }) => number);
  const [number = 0] = numbers;
  const noted = (await model.tags()).get('mlops_receipt_copy') ?? '';
  const { breaks, versions } = verifyEvidence(evidenceFiles(folderOf(fixture, target)), sha256Hex);
  return [
    ...(first.outcome === 'failed' || between === 1 ? [] : [`${first.outcome}, and ${between} versions`]),
    ...(between < 2 ? [] : [`${between} versions`]),
    ...(next.outcome === 'failed' ? [`the next run: ${next.what}`] : []),
    ...(numbers.length === 1 ? [] : [`versions ${numbers.join()} in the end`]),
    ...(noted.endsWith(` v${number}`) ? [] : [`the receipt noted is '${noted}'`]),
    ...((await model.tags(number)).get('mlops_receipt_copy') === noted ? [] : ['the copy carries another receipt']),
    ...[...breaks, ...versions.flatMap((one) => one.breaks)].map(({ what }) => what),
  ];
}

function folderOf({ folder, under }: Fixture, target: string): string {
  return join(folder, under.kind, target);
}

function copied(fixture: Fixture, target: string, cancelAt?: Case['cancelAt']): Promise<RunResult> {
  const { under, registryFixture, contracts } = fixture;
  const folder = folderOf(fixture, target);
  // The second run finds what the first one left.
  if (evidenceFiles(folder).length === 0) {
    putEvidence(folder, contracts);
  }
  const canceled = new AbortController();
  const intercept: Interceptor = async (index, _, send) => {
    const cancelIf = (moment: 'before' | 'after'): void => {
      if (cancelAt?.index === index && cancelAt.moment === moment) {
        canceled.abort(new Error('The pipeline was cancelled.'));
      }
    };
    cancelIf('before');
    const answer = await send();
    cancelIf('after');
    return answer;
  };
  const inputs = { target: `copy:${target}` } as const;
  return runPromotion(under, registryFixture.endpoint, {
    folder,
    version: 1,
    intercept,
    signal: canceled.signal,
    inputs,
  });
}
