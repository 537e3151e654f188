import assert from 'node:assert/strict';
import { projectInputs } from '../../../lib/agent/project-inputs';
import { runInputs } from '../../../lib/runs/run-inputs';
import { input } from '../../../lib/task/definition';
import { registryInputs } from '../../../lib/task/groups';
import { fromProject, places } from '../../../lib/task/project-source';
import { DatabricksRunTests } from '../../../tasks/DatabricksRunTests/definition';
import { MLflowPromoteModel } from '../../../tasks/MLflowPromoteModel/definition';
import { projectOf, readingOf, smallWith } from '../../kit/project/reading';

const target = input.string({ label: 'Target', help: 'A place.' });
const age = input.integer({ label: 'Age', help: 'Days.' });
const INPUTS = {
  ...registryInputs,
  ...fromProject(runInputs, {
    notebookPath: { paths: ['training.notebook'], unless: ['jobId'], isRelative: true },
    parameters: 'training.parameters',
    newCluster: 'training.compute.newCluster',
  }),
  ...fromProject({ target, age }, { target: places, age: 'promotion.maxEvidenceAgeDays' }),
};
const FILE = smallWith(`training:
  parameters: { depth: 6, version: 1.10 }
  compute: { newCluster: { num_workers: 2 } }
promotion: { maxEvidenceAgeDays: 7 }`);

function filled(given: Readonly<Record<string, string>>): ReturnType<typeof projectInputs> {
  const effective = projectOf(FILE).environments.get('prod');
  assert.ok(effective !== undefined);
  return projectInputs(INPUTS, new Map(Object.entries(given)), effective);
}

describe('projectInputs', () => {
  it('says what the step leaves empty', () => {
    assert.deepEqual(Object.fromEntries(filled({ registry: 'auto' }).texts), {
      modelName: 'prod.ml.churn',
      registry: 'auto',
      notebookPath: 'app/notebooks/model_train',
      parameters: '{"depth":6,"version":"1.10"}',
      newCluster: '{"num_workers":2}',
      target: 'alias:champion',
      age: '7',
    });
  });

  const AGREEING: readonly Readonly<Record<string, string>>[] = [
    { modelName: 'prod.ml.churn' },
    { target: 'alias:challenger' },
    { target: 'copy:prod.ml.other' },
    { age: '3' },
    { parameters: 'depth: 6' },
    { parameters: 'other: 1' },
    { newCluster: 'num_workers: 2' },
    { notebookPath: '/Shared/anything' },
    { registry: 'unityCatalog' },
  ];
  for (const given of AGREEING) {
    it(`has nothing against ${JSON.stringify(given)}`, () => assert.deepEqual(filled(given).complaints, []));
  }

  it('merges maps', () => {
    assert.deepEqual(
      filled({ parameters: 'other: 1' }).texts.get('parameters'),
      '{"depth":"6","version":"1.10","other":"1"}',
    );
  });

  it('adds the libraries of tests to those of training, on the same compute', () => {
    const file = smallWith(
      'training: { compute: { existingClusterId: c-1, libraries: [{ pypi: { package: a==1 } }] } }',
    );
    const effective = projectOf(file).environments.get('prod');
    assert.ok(effective !== undefined);
    const given = new Map([['libraries', '- pypi: { package: pytest==9.2.0 }']]);
    const { texts, complaints } = projectInputs(DatabricksRunTests.inputs, given, effective);
    assert.deepEqual(complaints, []);
    assert.equal(texts.get('existingClusterId'), 'c-1');
    assert.equal(texts.get('libraries'), '[{"pypi":{"package":"a==1"}},{"pypi":{"package":"pytest==9.2.0"}}]');
  });

  it('leaves alone what another input decides', () => {
    assert.equal(filled({ jobId: '5' }).texts.has('notebookPath'), false);
  });

  const CONTRADICTING: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [
      { modelName: 'prod.ml.other' },
      /^Input 'modelName' is 'prod\.ml\.other', and mlops\.yml:9:\d+ says 'prod\.ml\.churn'\.$/,
    ],
    [{ age: '8' }, /^Input 'age' is '8', and mlops\.yml:13:\d+ says '7'\.$/],
    [
      { parameters: 'version: 1.1' },
      /^Input 'parameters' sets 'version' to '1\.1', and mlops\.yml:11:\d+ sets it to '1\.10'\.$/,
    ],
    [
      { newCluster: 'num_workers: 3' },
      /^Input 'newCluster' sets 'num_workers' to '3', and mlops\.yml:12:\d+ sets it to '2'\.$/,
    ],
  ];
  for (const [given, what] of CONTRADICTING) {
    it(`shows both sides of ${JSON.stringify(given)}`, () => {
      const [complaint, ...more] = filled(given).complaints;
      assert.match(complaint?.what ?? '', what);
      assert.deepEqual(more, []);
    });
  }
});

const RANK = { none: 0, better: 1 } as const;
type Verdict = keyof typeof RANK;
const VERDICTS: readonly (Verdict | '')[] = ['', 'none', 'better'];

describe('the verdict that a step requires', () => {
  const { requireVerdict } = MLflowPromoteModel.inputs;
  const says = (verdict: Verdict | ''): string => (verdict === '' ? '' : `promotion: { requireVerdict: ${verdict} }`);

  /** What the step works with, or nothing when it is refused. */
  function inForce(files: Readonly<Record<string, string>>, given: string): Verdict | undefined {
    const effective = readingOf(files['mlops.yml'] ?? '', files).project?.environments.get('prod');
    const inputs = effective && projectInputs({ requireVerdict }, new Map([['requireVerdict', given]]), effective);
    const text = (inputs?.texts.get('requireVerdict') ?? given) || 'better';
    return inputs === undefined || inputs.complaints.length > 0 ? undefined : (text as Verdict);
  }

  it('is never less than baseline and file demand, whoever speaks in which order', () => {
    let accepted = 0;
    for (const baseline of VERDICTS) {
      for (const general of VERDICTS) {
        for (const special of VERDICTS) {
          for (const given of VERDICTS) {
            const prod = `environments: { prod: { modelName: a.b.c, ${says(special)} } }`;
            const text = smallWith(`extends: org.yml\n${says(general)}\n${prod}`);
            const verdict = inForce({ 'mlops.yml': text, 'org.yml': `version: 1\n${says(baseline)}` }, given);
            const policy = special || general || baseline || 'better';
            accepted += verdict === undefined ? 0 : 1;
            assert.ok(
              verdict === undefined || RANK[verdict] >= Math.max(RANK[policy], RANK[baseline || 'none']),
              `${JSON.stringify({ baseline, general, special, given })} came to ${verdict}`,
            );
          }
        }
      }
    }
    assert.ok(accepted > 20, `only ${accepted} were accepted, too few to tell`);
  });
});
