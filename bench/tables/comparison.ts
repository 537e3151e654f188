import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { decide } from '../../lib/comparison/decide/decide';
import type { DecisionFacts } from '../../lib/comparison/decide/facts';
import type { Comparison } from '../../lib/contracts/contract';
import type { Difference, EvaluatedGroup, Evaluation } from '../../lib/contracts/evaluation';
import { comparisonSummary } from '../../lib/report/comparison/summary';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { startWorkspaceServer } from '../../local/workspace/server';
import { taskFolder } from '../instruments/built-extension';
import { compareStep } from '../instruments/compare-step';
import { COMPARED_MODELS } from '../instruments/compared-models';
import { runNotebook } from '../instruments/notebook-run';
import { mean } from '../instruments/sample';
import { print } from '../printer';
import type { Table } from '../table';

type Row = readonly string[];

const SLICES = 200;
const TIMES = 50;
const GOAL_MS = 100;
const METRIC = 'average_precision';
const HASH = '0'.repeat(64);

const STEP = { seconds: 3, requests: 40, kibibytes: 350 };

/** The rule and the summary for a comparison with many slices, and what a whole step costs beside its runs. */
export async function comparisonTable(): Promise<Table> {
  const facts = manySlices();
  const took = Array.from({ length: TIMES }, () => {
    const start = performance.now();
    const { verdict, isBetter, because, findings } = decide(facts);
    comparisonSummary({
      comparison: { ...RECORD, verdict, isBetter, because, findings, rule: facts.rule, evaluation: facts.evaluation },
      compliance: undefined,
    });
    return performance.now() - start;
  });
  const [first = 0] = took;
  const worst = Math.max(...took);
  return {
    title: 'Comparison',
    columns: ['', 'measured', 'goal', 'reached'],
    rows: [
      row(`decision and summary for ${SLICES} slices, the first`, `${first.toFixed(1)} ms`),
      row(`… mean of ${TIMES}`, `${mean(took).toFixed(1)} ms`),
      row('… the slowest', `${worst.toFixed(1)} ms`, { goal: `<= ${GOAL_MS} ms`, isReached: worst <= GOAL_MS }),
      ...(await stepRows()),
      bundleRow(),
    ],
    notes: [
      'A step is the packaged task, from the start of its process to its end, less the time in which a run was alive.',
      'Its requests leave out the looks at runs that it waits for; the first step of an identity also makes folders.',
    ],
  };
}

async function stepRows(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  const environment = new PythonEnvironment({ say: print });
  const server = await startWorkspaceServer({ stateFolder: join(folder, 'state'), environment });
  try {
    const workspace = server.addWorkspace();
    await runNotebook(workspace, COMPARED_MODELS);
    const steps = [await compareStep(workspace, folder), await compareStep(workspace, folder)];
    return steps.flatMap(({ secondsBeyondRuns: seconds, requests }, index) => [
      row(`${index === 0 ? 'the first' : 'another'} step, beyond its runs`, `${seconds.toFixed(1)} s`, {
        goal: `<= ${STEP.seconds} s`,
        isReached: seconds <= STEP.seconds,
      }),
      row('… requests', String(requests), {
        goal: `<= ${STEP.requests}`,
        isReached: requests <= STEP.requests,
      }),
    ]);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function bundleRow(): Row {
  const bundle = readFileSync(join(taskFolder('MLflowCompareModels'), 'index.js'));
  const kibibytes = deflateRawSync(bundle).length / 1024;
  return row('bundle, zipped', `${kibibytes.toFixed(0)} KiB`, {
    goal: `<= ${STEP.kibibytes} KiB`,
    isReached: kibibytes <= STEP.kibibytes,
  });
}

function row(name: string, measured: string, aim?: { readonly goal: string; readonly isReached: boolean }): Row {
  return [name, measured, aim?.goal ?? '', aim === undefined ? '' : aim.isReached ? 'yes' : 'no'];
}

const MODEL = { name: 'prod.ml.churn', version: '14' };
const RECORD: Omit<Comparison, 'verdict' | 'isBetter' | 'because'> = {
  kind: 'comparison',
  version: 1,
  writtenAt: '2027-01-31T09:30:00.000Z',
  writtenBy: 'bench',
  run: {
    organization: 'https://dev.azure.com/acme',
    project: 'churn',
    pipeline: 'release',
    planId: 'bench',
    stage: 'prod',
    job: 'prod',
    step: 'compare',
    attempt: 1,
    commit: HASH.slice(0, 40),
    branch: 'refs/heads/main',
  },
  sha256: HASH,
  predecessor: { kind: 'compliance', sha256: HASH },
  model: { ...MODEL, registry: 'unityCatalog', registryHome: 'metastore bench', digest: { record: 'r14' } },
  seen: {
    policySha256: HASH,
    dataDigest: HASH,
    place: 'alias:champion',
    champion: { name: MODEL.name, version: '11', digest: { record: 'r11' } },
  },
};

function manySlices(): DecisionFacts {
  const slices = Array.from({ length: SLICES }, (_, index) => groupOf(index / SLICES - 0.4, `s${index}`));
  return {
    rule: {
      primary: { metric: METRIC, direction: 'higher', unit: 'absolute', minimumGain: 0, maximumLoss: 0.01 },
      guardrails: [],
      slices: [{ column: 'store', minimumRows: 200, critical: ['s150'], maximumLoss: 0.02 }],
      otherData: [],
      windows: false,
      fairness: [],
      floors: [],
      promoteOn: ['FIRST_MODEL', 'SUPERIOR'],
      onChampionError: 'hold',
    },
    candidate: MODEL,
    champion: { ...MODEL, version: '11', ageInDays: 40 },
    evaluation: evaluationOf([{ ...groupOf(0.02), kind: 'all', rows: 20_000, units: 20_000 }, ...slices]),
  };
}

function groupOf(estimate: number, value?: string): EvaluatedGroup {
  const half = 0.015;
  const difference: Difference = {
    estimate,
    standardError: half / 1.96,
    degreesOfFreedom: 400,
    lower: estimate - half,
    upper: estimate + half,
    pWorse: estimate < -half ? 0.0001 : 0.6,
    pBetter: 0.4,
    minimumDetectable: 1.43 * half,
    largestUnitShare: 0.01,
    relative: [],
  };
  const named = value === undefined ? {} : { column: 'store', value };
  const score = { value: 0.3, standardError: 0.01 };
  const metrics = [{ metric: METRIC, direction: 'higher' as const, candidate: score, champion: score, difference }];
  return { kind: 'slice', ...named, rows: 800, units: 800, rarerClass: 150, metrics };
}

function evaluationOf(groups: readonly EvaluatedGroup[]): Evaluation {
  const scored = (version: string): Evaluation['candidate'] => ({
    name: MODEL.name,
    version,
    predictionsSha256: [HASH],
    seconds: 1,
  });
  return {
    kind: 'evaluation',
    version: 1,
    requestSha256: HASH,
    problem: 'binary',
    candidate: scored('14'),
    champion: scored('11'),
    dataSets: [
      {
        name: 'evaluation',
        role: 'decides',
        source: 'prod.ml.holdout',
        digest: HASH,
        keysDigest: HASH,
        rows: 20_000,
        rowsInSource: 48_000,
        trainingOverlap: [],
        groups,
        fairness: [],
        information: { shift: [], curves: [] },
      },
    ],
    seconds: { freeze: 1, reduce: 1 },
  };
}
