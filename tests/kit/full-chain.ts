import type {
  Candidate,
  Comparison,
  Compliance,
  Contract,
  ContractOf,
  Deployment,
  Kind,
  Proof,
  Receipt,
} from '../../lib/contracts/contract';
import type { EvidenceFile } from '../../lib/contracts/read';
import { contractText, sealed, type BodyOf } from '../../lib/contracts/write';
import { sha256Hex } from '../../lib/core/node/hash';
import { pipelineRun } from '../../lib/evidence/pipeline-run';
import { FULL_CHANGES, FULL_FINDING, FULL_RULE, fullEvaluation } from './comparison/full-evaluation';
import { FACTS } from './run-facts';

export const SUBJECT = { name: 'prod.ml.churn', version: '14', registryHome: 'metastore-1' };

export const run = pipelineRun({ ...FACTS, pullRequest: '12' });

export const model: Candidate['model'] = {
  ...SUBJECT,
  registry: 'unityCatalog',
  mlflowRunId: '6f1e',
  loggedModelId: 'm-77',
  digest: { record: 'r14', files: 'f14' },
  signatureSha256: sha256Hex('signature'),
};

export const champion: Comparison['seen']['champion'] = {
  name: 'prod.ml.churn',
  version: '11',
  digest: { record: 'r11', files: 'f11' },
  registry: 'workspace',
  registryHome: 'https://adb-2.azuredatabricks.net',
};

/** One contract of every kind with every member that exists, each built on the one before. */
export interface FullChain {
  readonly deployment: Deployment;
  readonly candidate: Candidate;
  readonly compliance: Compliance;
  readonly comparison: Comparison;
  readonly receipt: Receipt;
  readonly proof: Proof;
}

export function fullChain(): FullChain {
  const deployment = seal('deployment', {
    ...written(0),
    deploymentId: 'd-1',
    state: 'complete',
    deployedPath: '/Shared/churn/31',
    mode: 'files',
    fileCount: 1,
    contentSha256: sha256Hex('content'),
    files: [
      { path: 'app/model.py', sha256: sha256Hex('model.py'), size: 120, kind: 'notebook', modifiedAt: 1_700_000 },
    ],
    touched: ['app/old.py', 'app/older.py'],
    touchedNotebooks: ['app/old.py'],
    gitFolder: { id: '7', url: 'https://example.com/churn', provider: 'gitHub', branch: 'main', tag: 'v1' },
  });
  const candidate = seal('candidate', {
    ...written(1),
    predecessor: { kind: 'deployment', sha256: deployment.sha256 },
    model,
    jobRunId: '812',
    jobRunUrl: 'https://adb-1.azuredatabricks.net/#job/1/run/812',
    trainedByPullRequest: true,
    adopted: false,
    champion: { place: 'alias:champion', before: ['11'], after: ['11'] },
  });
  const compliance = seal('compliance', complianceBody(candidate));
  const comparison = seal('comparison', comparisonBody(compliance));
  const receipt = seal('receipt', {
    ...written(4),
    model,
    action: 'promote',
    target: 'alias:champion',
    fromVersion: '11',
    toVersion: '14',
    decision: '14 is better than 11',
    reason: 'quarterly release',
    decidedBy: 'schedule',
    identity: 'ci-prod',
    evidence: {
      candidate: candidate.sha256,
      compliance: compliance.sha256,
      comparison: comparison.sha256,
      waivedBy: 'nobody had to',
    },
    plan: ['set alias champion to 14'],
    previousReceipt: earlierReceipt().sha256,
  });
  const proof = seal('proof', proofBody(receipt));
  return { deployment, candidate, compliance, comparison, receipt, proof };
}

function proofBody({ sha256 }: Receipt): BodyOf<'proof'> {
  return {
    ...written(5),
    predecessor: { kind: 'receipt', sha256 },
    model,
    verdict: 'PROVED',
    statement: 'Scored 3 rows, 100% by version 14',
    batch: { id: 'b-1', runId: '901', codeCommit: run.commit },
    expected: { place: 'alias:champion', atStart: '14', atEnd: '14' },
    input: { table: 'prod.ml.current', version: 7, rows: 3 },
    output: { name: 'prod.ml.scores', rows: 3, byVersion: [{ version: '14', rows: 3 }] },
    checks: [{ check: 'rows', outcome: 'passed', message: 'It wrote 3 rows.' }],
  };
}

/** The first receipt of the place, which the one of the chain follows. */
export function earlierReceipt(): Receipt {
  return seal('receipt', {
    ...written(0),
    model: { ...model, version: '11', digest: { record: 'r11', files: 'f11' } },
    action: 'promote',
    target: 'alias:champion',
    toVersion: '11',
    decision: '11 is the first',
    decidedBy: 'schedule',
    identity: 'ci-prod',
    evidence: { waivedBy: 'requireVerdict: none' },
    plan: ['set alias champion to 11'],
  });
}

export function complianceBody({ sha256 }: Candidate): BodyOf<'compliance'> {
  return {
    ...written(2),
    predecessor: { kind: 'candidate', sha256 },
    model,
    verdict: 'PASSED_WITH_WARNINGS',
    seen: {
      policySha256: sha256Hex('policy'),
      metadataSha256: sha256Hex('tags'),
      champion: { name: 'prod.ml.churn', version: '11', digest: { record: 'r11', files: 'f11' } },
    },
    checks: [
      { check: 'signature', outcome: 'passed', message: 'It has inputs and outputs.' },
      {
        check: 'pickle',
        outcome: 'waived',
        message: 'It looks up cloudpickle.',
        level: 'block',
        where: 'model.pkl',
        waiver: {
          reason: 'vendor model',
          owner: 'ml-platform',
          approvedBy: 'risk',
          until: '2027-01-31',
          writtenIn: '1f3c2a9d0b117e6c55aa1f3c2a9d0b117e6c55aa',
        },
      },
    ],
  };
}

export function comparisonBody({ kind, sha256 }: Compliance | Candidate): BodyOf<'comparison'> {
  return {
    ...written(3),
    predecessor: { kind, sha256 },
    model,
    verdict: 'SUPERIOR',
    isBetter: true,
    because: 'pr_auc 0.81 against 0.79',
    seen: {
      policySha256: sha256Hex('policy'),
      dataDigest: 'd4',
      champion,
      place: 'alias:champion',
      predictions: [sha256Hex('candidate')],
      refreshIsDue: true,
    },
    mode: 'gate',
    findings: [FULL_FINDING],
    looks: { table: 'prod.ml.holdout', label: 'churned', count: 3 },
    changes: FULL_CHANGES,
    rule: FULL_RULE,
    evaluation: fullEvaluation(),
  };
}

/** What every contract carries, written so many minutes after nine. */
export function written(minute: number): Pick<Contract, 'writtenAt' | 'writtenBy' | 'run' | 'policy'> {
  return { writtenAt: `2027-01-31T09:${String(minute).padStart(2, '0')}:00.000Z`, writtenBy: '0.1.0', run, policy };
}

const policy: Contract['policy'] = {
  file: 'databricks-ml/mlops.yml',
  fileSha256: sha256Hex('file'),
  environment: 'prod',
  sha256: sha256Hex('policy'),
  baselines: [{ file: 'org-policy.yml', sha256: sha256Hex('baseline') }],
};

export function seal<K extends Kind>(kind: K, body: BodyOf<K>): ContractOf<K> {
  return sealed(kind, body, sha256Hex);
}

/** As files named by what distinguishes them. */
export function filesOf(contracts: Readonly<Record<string, Contract>>): readonly EvidenceFile[] {
  return Object.entries(contracts).map(([name, contract]) => ({ name: `${name}.json`, text: contractText(contract) }));
}

/** A candidate from code whose deployment was never completed. */
export function unfinishedDeployment({ deployment, candidate }: FullChain): Readonly<Record<string, Contract>> {
  const half = seal('deployment', { ...deployment, state: 'inProgress' });
  const predecessor = { kind: 'deployment', sha256: half.sha256 } as const;
  return { deployment: half, candidate: seal('candidate', { ...candidate, predecessor }) };
}
