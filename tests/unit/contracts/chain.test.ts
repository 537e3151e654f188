import assert from 'node:assert/strict';
import type { BreakKind } from '../../../lib/contracts/break';
import { findChain, type Chain } from '../../../lib/contracts/chain';
import type { Contract } from '../../../lib/contracts/contract';
import type { Subject } from '../../../lib/contracts/subject';
import { sha256Hex } from '../../../lib/core/node/hash';
import {
  comparisonBody,
  complianceBody,
  filesOf,
  fullChain,
  model,
  run,
  seal,
  SUBJECT,
  unfinishedDeployment,
  written,
} from '../../kit/full-chain';

const full = fullChain();
const { deployment, candidate, compliance, comparison, receipt } = full;

type Contracts = Readonly<Record<string, Contract>>;

function chainOf(contracts: Contracts, subject: Subject = SUBJECT): Chain {
  const finding = findChain(filesOf(contracts), subject, sha256Hex);
  assert.ok('chain' in finding, 'breaks' in finding ? finding.breaks[0].what : '');
  return finding.chain;
}

function breaksOf(contracts: Contracts, subject: Subject = SUBJECT): readonly string[] {
  const finding = findChain(filesOf(contracts), subject, sha256Hex);
  assert.ok('breaks' in finding, 'it was found unbroken');
  return finding.breaks.map(({ kind, what }) => `${kind}: ${what}`);
}

describe('the chain of a model version', () => {
  it('holds what each step wrote, whatever the files are called', () => {
    const chain = chainOf({ z: deployment, y: candidate, x: compliance, w: comparison, v: receipt });
    const { stale, receipts, ...links } = chain;
    assert.deepEqual(
      Object.entries(links).map(([kind, link]) => [kind, link?.contract]),
      Object.entries({ deployment, candidate, compliance, comparison }),
    );
    assert.deepEqual([receipts.map(({ contract }) => contract), stale], [[receipt], []]);
  });

  const secondCompliance = seal('compliance', { ...complianceBody(candidate), ...written(10) });
  const secondComparison = seal('comparison', { ...comparisonBody(secondCompliance), ...written(11) });

  it('is the newest one when steps ran again', () => {
    const chain = chainOf({ ...full, secondCompliance, secondComparison });
    assert.equal(chain.compliance?.file, 'secondCompliance.json');
    assert.equal(chain.comparison?.file, 'secondComparison.json');
  });

  it('ignores a comparison that builds on a replaced compliance, and says so', () => {
    const { comparison: found, stale } = chainOf({ ...full, secondCompliance });
    assert.equal(found, undefined);
    assert.deepEqual(
      stale.map(({ kind, what }) => `${kind}: ${what}`),
      ['stale: comparison.json is stale: the step that it builds on has run again since.'],
    );
  });

  it('leaves out everything about a candidate that was written again', () => {
    const { predecessor, ...rest } = candidate;
    const again = seal('candidate', { ...rest, ...written(20) });
    const { candidate: newest, compliance: found, stale } = chainOf({ deployment, candidate, compliance, again });
    assert.deepEqual([newest.file, found, stale.length], ['again.json', undefined, 1]);
    assert.ok(predecessor);
  });

  it('takes a comparison that was made beside the compliance', () => {
    const beside = seal('comparison', comparisonBody(candidate));
    assert.equal(chainOf({ deployment, candidate, compliance, beside }).comparison?.file, 'beside.json');
  });

  it('may end anywhere behind the candidate', () => {
    const { compliance: checked, comparison: compared, receipts } = chainOf({ deployment, candidate });
    assert.deepEqual([checked, compared, receipts], [undefined, undefined, []]);
  });

  it('does not care about copies and about other versions', () => {
    const other = { ...model, version: '13' };
    const { predecessor, ...rest } = candidate;
    const older = seal('candidate', { ...rest, model: other });
    const olderCheck = seal('compliance', { ...complianceBody(older), model: other, verdict: 'FAILED' });
    assert.equal(chainOf({ ...full, copy: compliance, older, olderCheck }).candidate.file, 'candidate.json');
    assert.ok(predecessor);
  });

  it('does not mind what an identity could not see', () => {
    const { mlflowRunId, loggedModelId, signatureSha256, ...seen } = model;
    const blind = seal('compliance', { ...compliance, model: { ...seen, digest: { record: 'r14' } } });
    assert.equal(chainOf({ deployment, candidate, blind }).compliance?.file, 'blind.json');
    assert.ok(mlflowRunId && loggedModelId && signatureSha256);
  });

  it('keeps models of the same name in two registries apart', () => {
    const elsewhere = seal('candidate', { ...candidate, model: { ...model, registryHome: 'metastore-2' } });
    const subject = { ...SUBJECT, registryHome: 'metastore-2' };
    assert.equal(chainOf({ ...full, elsewhere }, subject).candidate.file, 'elsewhere.json');
    assert.equal(chainOf({ ...full, elsewhere }).candidate.file, 'candidate.json');
  });

  it('takes a second look that ended otherwise after something had changed', () => {
    const seen = { ...compliance.seen, metadataSha256: sha256Hex('more tags') };
    const failed = seal('compliance', { ...compliance, verdict: 'FAILED' });
    const better = seal('compliance', { ...compliance, ...written(9), seen });
    assert.equal(chainOf({ deployment, candidate, failed, better }).compliance?.contract.verdict, compliance.verdict);
  });

  it('takes a second look after an error', () => {
    const { predecessor, model: about, seen } = comparison;
    const lost = { ...written(2), predecessor, model: about, seen, isBetter: false, because: 'the cluster was lost' };
    const error = seal('comparison', { ...lost, verdict: 'ERROR' });
    assert.equal(chainOf({ ...full, error }).comparison?.contract.verdict, 'SUPERIOR');
  });
});

describe('a broken chain', () => {
  const otherModel = { ...model, name: 'prod.ml.prices' };
  const BREAKS: readonly {
    readonly name: string;
    readonly contracts: Contracts;
    readonly kind: BreakKind;
    readonly what: RegExp;
  }[] = [
    {
      name: 'an empty folder',
      contracts: {},
      kind: 'absent',
      what: /^There is no candidate of prod\.ml\.churn version 14 at metastore-1; the folder contains no evidence about any/,
    },
    {
      name: 'only other versions',
      contracts: { deployment, other: seal('candidate', { ...candidate, model: { ...model, version: '13' } }) },
      kind: 'absent',
      what: /the folder contains evidence about prod\.ml\.churn version 13 at metastore-1\.$/,
    },
    {
      name: 'a missing deployment',
      contracts: { candidate },
      kind: 'missing',
      what: /^candidate\.json builds on the deployment [0-9a-f]{12}, which is not here\.$/,
    },
    {
      name: 'a missing candidate',
      contracts: { compliance },
      kind: 'missing',
      what: /^compliance\.json builds on the candidate [0-9a-f]{12}, which is not here\.$/,
    },
    {
      name: 'a missing compliance',
      contracts: { deployment, candidate, comparison },
      kind: 'missing',
      what: /^comparison\.json builds on the compliance/,
    },
    {
      name: 'a compliance that was written anew in the place of another',
      contracts: { ...full, compliance: seal('compliance', { ...compliance, ...written(9) }) },
      kind: 'exchanged',
      what: /^comparison\.json builds on the compliance [0-9a-f]{12}, but compliance\.json is [0-9a-f]{12}: one of the two/,
    },
    {
      name: 'a compliance of another model',
      contracts: { deployment, candidate, stray: seal('compliance', { ...compliance, model: otherModel }) },
      kind: 'otherModel',
      what: /^stray\.json builds on candidate\.json, but the model there is 'prod\.ml\.churn', not 'prod\.ml\.prices'\.$/,
    },
    {
      name: 'a compliance of another version',
      contracts: {
        deployment,
        candidate,
        stray: seal('compliance', { ...compliance, model: { ...model, version: '13' } }),
      },
      kind: 'otherVersion',
      what: /but the version there is '14', not '13'\.$/,
    },
    {
      name: 'a compliance of another MLflow run',
      contracts: {
        deployment,
        candidate,
        stray: seal('compliance', { ...compliance, model: { ...model, mlflowRunId: '9' } }),
      },
      kind: 'otherRun',
      what: /but the MLflow run there is '6f1e', not '9'\.$/,
    },
    {
      name: 'a compliance of another registry',
      contracts: {
        deployment,
        candidate,
        stray: seal('compliance', { ...compliance, model: { ...model, registryHome: 'x' } }),
      },
      kind: 'otherRegistry',
      what: /but the registry there is 'metastore-1', not 'x'\.$/,
    },
    {
      name: 'a comparison of other bytes',
      contracts: {
        ...full,
        stray: seal('comparison', { ...comparison, model: { ...model, digest: { record: 'r14', files: 'x' } } }),
      },
      kind: 'otherArtifact',
      what: /but the digest of the files there is 'f14', not 'x'\.$/,
    },
    {
      name: 'a comparison of a version that was made anew under the same number',
      contracts: {
        ...full,
        stray: seal('comparison', { ...comparison, model: { ...model, digest: { record: 'x' } } }),
      },
      kind: 'otherArtifact',
      what: /but the record in the registry there is 'r14', not 'x'\.$/,
    },
    {
      name: 'a candidate of another commit than its deployment',
      contracts: { deployment, candidate: seal('candidate', { ...candidate, run: { ...run, commit: 'c0ffee' } }) },
      kind: 'otherCommit',
      what: /^candidate\.json builds on deployment\.json, but that deployed commit 1f3c\S+, not c0ffee\.$/,
    },
    {
      name: 'a deployment that was not finished',
      contracts: unfinishedDeployment(full),
      kind: 'unfinished',
      what: /^candidate\.json builds on deployment\.json, but that deployment was not finished\.$/,
    },
    {
      name: 'two candidates that are not the same version',
      contracts: { ...full, second: seal('candidate', { ...candidate, model: { ...model, mlflowRunId: '9' } }) },
      kind: 'disagreement',
      what: /^(?:candidate\.json and second|second\.json and candidate)\.json disagree: the MLflow run there is/,
    },
    {
      name: 'two verdicts on the same',
      contracts: { ...full, second: seal('compliance', { ...compliance, ...written(9), verdict: 'FAILED' }) },
      kind: 'disagreement',
      what: /^compliance\.json and second\.json disagree: both saw the same, but the second says FAILED/,
    },
    {
      name: 'two opinions on whether the same is better',
      contracts: { ...full, second: seal('comparison', { ...comparison, ...written(9), isBetter: false }) },
      kind: 'disagreement',
      what: /both saw the same, but the second says SUPERIOR, better: no and the first SUPERIOR, better: yes\.$/,
    },
    {
      name: 'a receipt whose evidence is gone',
      contracts: { deployment, candidate, compliance, receipt },
      kind: 'missing',
      what: /^receipt\.json builds on the comparison/,
    },
  ];
  for (const { name, contracts, kind, what } of BREAKS) {
    it(`is explained in a sentence: ${name}`, () => {
      const [first = ''] = breaksOf(contracts);
      assert.equal(first.split(':', 1)[0], kind);
      assert.match(first.slice(kind.length + 2), what);
    });
  }

  it('is not skipped for an older one that holds', () => {
    const newer = seal('comparison', {
      ...comparisonBody(candidate),
      ...written(30),
      verdict: 'INFERIOR',
      isBetter: false,
    });
    const files = filesOf({ ...full, newer }).map(({ name, text }) => ({
      name,
      text: name === 'newer.json' ? text.replace('INFERIOR', 'INCONCLUSIVE') : text,
    }));
    const finding = findChain(files, SUBJECT, sha256Hex);
    assert.deepEqual('breaks' in finding && finding.breaks.map(({ kind, file }) => [kind, file]), [
      ['altered', 'newer.json'],
    ]);
  });

  it('is one with an altered file in the folder, whichever version that says it is about', () => {
    const other = seal('comparison', { ...comparison, model: { ...model, version: '13' } });
    const files = filesOf({ deployment, candidate, other: { ...other, because: 'it is' } });
    const finding = findChain(files, SUBJECT, sha256Hex);
    assert.equal('breaks' in finding && finding.breaks[0].kind, 'altered');
  });

  it('is one with a file in the folder that cannot be read, since that may be the one that says no', () => {
    const finding = findChain([...filesOf({ ...full }), { name: 'comparison-2.json', text: '{' }], SUBJECT, sha256Hex);
    assert.equal('breaks' in finding && finding.breaks[0].kind, 'unreadable');
  });

  it('is shown with all its breaks', () => {
    assert.deepEqual(
      breaksOf({ candidate, comparison }).map((one) => one.split(' ', 2).join(' ')),
      ['missing: candidate.json', 'missing: comparison.json'],
    );
  });
});
