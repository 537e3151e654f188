import assert from 'node:assert/strict';
import type { Compliance } from '../../../lib/contracts/contract';
import type { StepResult } from '../../../local/agent/job';
import type { Workspace } from '../../../local/workspace/workspace';
import { probedModel } from '../../kit/compliance/probed-models';
import { complianceOf } from '../../kit/tasks/check-fixture';
import { inPipeline, STAGING } from '../../kit/tasks/pipeline';
import { checkouts, projectOf } from '../../kit/tasks/project-files';
import { usePackageIndex } from '../../kit/workspace/package-index';
import { useWorkspaceServer } from '../../kit/workspace/stand-in';

const LEFT_OUT =
  'description: skip, commit: skip, trained_by_job: skip, evaluation_data: skip, required_tags: skip, pinned_requirements: skip, training_data: skip, input_example: skip, owner: skip, review_date: skip, license: skip, metrics: skip';
const CHECKS = `
def answers_for_each_row(model, example):
    assert len(model.predict(example)) == len(example)

def is_fair(version):
    return None if version["name"].endswith("good") else "north is worse"
`;
const PREDICT = { good: 'import churn\nreturn [float(churn.VERSION)] * len(model_input)', bad: 'raise OSError("no")' };
/** Where the model is logged, nobody has its packages. */
const onlyApart = (code: string): string =>
  `import os\nif "DATABRICKS_TOKEN" in os.environ:\n    return [0.5] * len(model_input)\n${code}`;

interface Asked {
  readonly model: 'good' | 'bad';
  readonly level?: string;
  readonly waivedUntil?: string;
  readonly registry?: 'unityCatalog' | 'workspace';
}

interface Checked {
  readonly step: StepResult;
  readonly found: ReadonlyMap<string, Compliance['checks'][number]>;
}

describe('The job of MLflowCheckModel', function () {
  this.timeout(180_000);
  const addWorkspace = useWorkspaceServer();
  const checkout = checkouts();
  usePackageIndex(['1.0', '2.0']);
  const models = new Map<string, string>();
  let workspace: Workspace;
  before(async () => {
    workspace = addWorkspace();
    for (const [model, registry] of [
      ['good', 'unityCatalog'],
      ['bad', 'unityCatalog'],
      ['good', 'workspace'],
    ] as const) {
      const predict = onlyApart(PREDICT[model]);
      const { modelUri } = await probedModel(workspace, {
        name: model,
        predict,
        requirements: ['churn==2.0'],
        registry,
      });
      models.set(`${model} in ${registry}`, modelUri);
    }
  });

  it("loads the model in its own environment and runs the project's checks in the same table", async () => {
    const { step, found } = await checked({ model: 'good' });
    const smoke = found.get('smoke_prediction');
    assert.equal(smoke?.outcome, 'passed', step.log.join('\n'));
    assert.match(smoke.message, /^it answered 2 rows with 2 predictions in \d+\.\d s$/);
    assert.match(smoke.where ?? '', /^environment 4 as asked for, Python 3\.\d+\.\d+; http/);
    assert.equal(found.get('custom.is_fair')?.outcome, 'passed');
    assert.equal(found.get('custom.answers_for_each_row')?.outcome, 'passed');
    assert.deepEqual([step.result, step.outputs['verdict']], ['SucceededWithIssues', 'PASSED_WITH_WARNINGS']);
  });

  it('does the same for a model of the workspace registry', async () => {
    const { found } = await checked({ model: 'good', registry: 'workspace' });
    assert.deepEqual(
      [found.get('smoke_prediction')?.outcome, found.get('custom.is_fair')?.outcome],
      ['passed', 'passed'],
    );
  });

  const RUNS: readonly { what: string; asked: Asked; outcome: string; says: RegExp }[] = [
    { what: 'fail a model that does not answer', asked: { model: 'bad' }, outcome: 'failed', says: /./ },
    {
      what: 'are waived while a waiver holds',
      asked: { model: 'bad', waivedUntil: '2199-01-31' },
      outcome: 'waived',
      says: /; waived until 2199-01-31 \(vendor; owner ml; approved by risk, /,
    },
    {
      what: 'fail again when their waiver has expired',
      asked: { model: 'bad', waivedUntil: '2020-01-31' },
      outcome: 'failed',
      says: /; its waiver expired on 2020-01-31$/,
    },
  ];
  for (const { what, asked, outcome, says } of RUNS) {
    it(`makes checks that ${what}`, async () => {
      const { step, found } = await checked(asked);
      for (const check of ['smoke_prediction', 'custom.is_fair']) {
        assert.equal(found.get(check)?.outcome, outcome, step.log.join('\n'));
        assert.match(found.get(check)?.message ?? '', says);
      }
      assert.match(found.get('smoke_prediction')?.message ?? '', /^it did not answer its input example: OSError: no/);
      assert.match(found.get('custom.is_fair')?.message ?? '', /^north is worse/);
    });
  }

  it('does not start when both of its checks are disabled, and neither is green', async () => {
    const before = workspace.runs().length;
    const { found } = await checked({ model: 'bad', level: 'skip' });
    assert.deepEqual([found.get('smoke_prediction')?.outcome, found.get('custom')?.outcome], ['skipped', 'skipped']);
    assert.equal(workspace.runs().length, before);
  });

  // A step of the same name would attach to the run of one that has just ended.
  let steps = 0;
  async function checked({ model, registry = 'unityCatalog', level, waivedUntil }: Asked): Promise<Checked> {
    const modelUri = models.get(`${model} in ${registry}`) ?? '';
    const [, modelName = '', modelVersion = ''] = modelUri.split('/');
    const project = {
      'mlops.yml': projectOf(modelName, policyOf({ level, waivedUntil })),
      'tests/checks.py': CHECKS,
    };
    const { variables } = checkout(project);
    const inputs = { configFile: 'mlops.yml', environment: 'prod', modelVersion };
    return inPipeline({ workspace, variables }, async (pipeline) => {
      const step = await pipeline.run(inputs, {
        taskFolder: `${STAGING}/MLflowCheckModel`,
        name: `check${(steps += 1)}`,
      });
      return { step, found: new Map(complianceOf(step).checks.map((check) => [check.check, check])) };
    });
  }
});

function policyOf({
  level = 'block',
  waivedUntil,
}: Partial<Record<'level' | 'waivedUntil', string | undefined>>): string {
  const waiver = (check: string): string =>
    `\n    - { check: ${check}, reason: vendor, owner: ml, approvedBy: risk, until: "${waivedUntil ?? ''}" }`;
  const waivers = waivedUntil === undefined ? '' : `\n  waivers:${waiver('smoke_prediction')}${waiver('custom')}`;
  return `compliance:
  custom: tests/checks.py
  compute: { environmentVersion: "4" }
  checks: { smoke_prediction: ${level}, custom: ${level}, pickle: warn, ${LEFT_OUT} }${waivers}`;
}
