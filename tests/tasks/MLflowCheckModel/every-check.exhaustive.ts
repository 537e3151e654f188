import assert from 'node:assert/strict';
import type { Compliance } from '../../../lib/contracts/contract';
import { CHECK_NAMES, type CheckName } from '../../../lib/project/schema/checks';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { StepResult } from '../../../local/agent/job';
import { mlModelText } from '../../kit/compliance/facts';
import { DIALECTS, type RegistryUnderTest } from '../../kit/registry/registries';
import { hostileCall, pickle } from '../../kit/serialization/pickle-bytes';
import { complianceOf, GOOD_MODEL, useCheckFixtures, type CheckFixture } from '../../kit/tasks/check-fixture';
import { answered } from '../../kit/workspace/stand-in';

type Outcome = Compliance['checks'][number]['outcome'];

/** They need a job, which job.exhaustive.ts runs. */
const BY_JOB: readonly CheckName[] = ['smoke_prediction', 'custom'];
const CHECKS = CHECK_NAMES.filter((name) => !BY_JOB.includes(name));
const MANY_FILES = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`extra/${index}.txt`, 'x']));
const BAD_MODEL = {
  ...GOOD_MODEL,
  ...MANY_FILES,
  'model.pkl': pickle(hostileCall()),
  'requirements.txt': 'numpy\n',
  'python_env.yaml': 'python: 3.12\n',
  'conda.yaml': 'channels:\n- defaults\n',
  'data/feature_store/feature_spec.yaml': 'input_tables:\n- main.ml.nothing: {}\n',
};
const BAD_ML_MODEL = mlModelText({
  signature: '',
  saved_input_example_info: '{ artifact_path: nowhere.json }',
  flavors: '{ python_function: { loader_module: churn.loader, model_path: ../evil.pkl } }',
});
const BAD_TAGS = {
  [VERSION_TAGS.commit]: 'a'.repeat(40),
  risk_tier: 'tiny',
  review_by: '2020-01-31',
  note: `dapi${'0'.repeat(32)}`,
};

/** What each registry cannot say, which is an error where a policy blocks on it. */
const UNKNOWN: Readonly<Record<RegistryUnderTest['kind'], readonly CheckName[]>> = {
  unityCatalog: [],
  workspace: ['owner'],
  mlflow: ['owner'],
};
/** A server without a workspace has no feature tables to look at. */
const UNKNOWN_OF_BAD: typeof UNKNOWN = { ...UNKNOWN, mlflow: ['owner', 'features'] };

interface Run {
  readonly version: 'good' | 'bad';
  readonly level: 'block' | 'skip';
  readonly waivedUntil?: string;
  readonly verdict: string;
  readonly outcome: Outcome;
  readonly says: RegExp;
}

const RUNS: Readonly<Record<string, Run>> = {
  'passes a good version': { version: 'good', level: 'block', verdict: 'PASSED', outcome: 'passed', says: /./ },
  'fails a bad version': { version: 'bad', level: 'block', verdict: 'FAILED', outcome: 'failed', says: /./ },
  'is waived while a waiver holds': {
    version: 'bad',
    level: 'block',
    waivedUntil: '2199-01-31',
    verdict: 'PASSED_WITH_WARNINGS',
    outcome: 'waived',
    says: /; waived until 2199-01-31 \(vendor; owner ml; approved by risk, /,
  },
  'fails again when its waiver has expired': {
    version: 'bad',
    level: 'block',
    waivedUntil: '2020-01-31',
    verdict: 'FAILED',
    outcome: 'failed',
    says: /; its waiver expired on 2020-01-31$/,
  },
  'is not checked when it is disabled': {
    version: 'bad',
    level: 'skip',
    verdict: 'ERROR',
    outcome: 'skipped',
    says: /^the policy skips it$/,
  },
};

describe('Each check of MLflowCheckModel', function () {
  this.timeout(300_000);
  const open = useCheckFixtures();

  for (const under of DIALECTS) {
    describe(`in ${under.name}`, () => {
      const steps = new Map<string, StepResult>();
      before(async () => {
        const fixture = await open(under);
        const versions = { good: await fixture.addChecked(), bad: await addBad(fixture) };
        await fixture.model.movePointer({ pointer: under.champion, version: versions.good, others: 'archive' });
        for (const [what, run] of Object.entries(RUNS)) {
          await setOwner(fixture, run.version === 'good' ? 'growth' : 'ana@example.com');
          steps.set(what, await fixture.check(versions[run.version], { policy: policyOf(run) }));
        }
      });

      for (const [what, run] of Object.entries(RUNS)) {
        const unknown = (run.version === 'good' ? UNKNOWN : UNKNOWN_OF_BAD)[under.kind];
        for (const check of CHECKS) {
          const isUnknown = unknown.includes(check) && ['passed', 'failed'].includes(run.outcome);
          it(`${check} ${isUnknown ? `is an error, since this registry cannot tell, where another ${what}` : what}`, () => {
            const { message, ...found } = findingOf(check, stepOf(what));
            const outcome = isUnknown ? 'error' : run.outcome;
            assert.deepEqual(found, { outcome, level: run.level, junit: JUNIT[outcome] }, message);
            assert.match(message, run.says);
          });
        }

        it(`comes to one verdict of all when each ${what}`, () => {
          const { outputs, log } = stepOf(what);
          const isErrorOnly = run.verdict === 'PASSED' && unknown.length > 0;
          assert.equal(outputs['verdict'], isErrorOnly ? 'ERROR' : run.verdict, log.join('\n'));
        });
      }

      function stepOf(what: string): StepResult {
        const step = steps.get(what);
        assert.ok(step !== undefined);
        return step;
      }
    });
  }
});

const JUNIT: Readonly<Record<Outcome, string>> = {
  passed: 'passed',
  warned: 'passed',
  waived: 'passed',
  failed: 'failure',
  error: 'error',
  skipped: 'skipped',
};

function policyOf({ level, waivedUntil }: Run): string {
  const levels = [...CHECKS.map((name) => `${name}: ${level}`), ...BY_JOB.map((name) => `${name}: skip`)];
  const waivers = CHECKS.map(
    (name) => `\n    - { check: ${name}, reason: vendor, owner: ml, approvedBy: risk, until: "${waivedUntil ?? ''}" }`,
  );
  return `compliance:
  requiredTags: { risk_tier: { oneOf: [low, high] } }
  requiredHeadings: [Purpose, Data]
  requiredMetrics: [average_precision]
  checks: { ${levels.join(', ')} }${waivedUntil === undefined ? '' : `\n  waivers:${waivers.join('')}`}`;
}

/** A version that fails every check, on a run that is still going on and belongs to another commit. */
async function addBad({ endpoint, model, addVersion }: CheckFixture): Promise<number> {
  const runTags = { 'mlflow.source.git.commit': 'b'.repeat(40) };
  const { number, runId } = await addVersion({ mlModel: BAD_ML_MODEL, more: BAD_MODEL, runTags });
  const dataset = { name: 'main.ml.holdout', digest: 'd2', source_type: 'delta_table', source: '{}' };
  const isTraining = [{ key: 'mlflow.data.context', value: 'training' }];
  await answered(endpoint, 'POST /api/2.0/mlflow/runs/log-inputs', {
    run_id: runId,
    datasets: [{ tags: isTraining, dataset: { ...dataset, digest: '' } }],
  });
  await model.setTags(BAD_TAGS, number);
  await model.describe('short', number);
  return number;
}

async function setOwner({ endpoint, under }: CheckFixture, owner: string): Promise<void> {
  if (under.kind === 'unityCatalog') {
    await answered(endpoint, `PATCH /api/2.1/unity-catalog/models/${under.modelName}`, { owner });
  }
}

function findingOf(name: CheckName, step: StepResult) {
  const { outcome, level, message } = complianceOf(step).checks.find(({ check }) => check === name) ?? {};
  const xml = String(step.testResults[0]?.files[0]?.content);
  const body = new RegExp(`<testcase name="${name}"[^>]*?(?:/>|>\\s*<(\\w+))`).exec(xml);
  assert.ok(body !== null, xml);
  return { outcome, level, message: message ?? '', junit: body[1] ?? 'passed' };
}
