import assert from 'node:assert/strict';
import { readMlModel } from '../../../lib/mlflow/mlmodel';

describe('readMlModel', () => {
  it('reads ids, flavors and a signature, folded as MLflow folds it', () => {
    const text = [
      'artifact_path: model',
      'flavors:',
      '  python_function: {loader_module: mlflow.sklearn}',
      '  sklearn: {}',
      'model_uuid: m-1',
      'run_id: r1',
      'signature:',
      `  inputs: '[{"type": "long", "name": "age", "required": true}, {"type": "string", "name":`,
      `    "city", "required": false}]'`,
      `  outputs: '[{"type": "tensor", "tensor-spec": {"shape": [-1], "dtype": "float64"}}]'`,
      '  params: null',
    ].join('\n');
    assert.deepEqual(readMlModel(text), {
      uuid: 'm-1',
      runId: 'r1',
      flavors: ['python_function', 'sklearn'],
      signature: {
        inputs: [
          { name: 'age', type: 'long', required: true },
          { name: 'city', type: 'string', required: false },
        ],
        outputs: [
          {
            name: undefined,
            type: '{"tensor-spec":{"dtype":"float64","shape":[-1]},"type":"tensor"}',
            required: true,
          },
        ],
      },
      whyUnreadSignature: undefined,
      paths: { flavors: { python_function: { loader_module: 'mlflow.sklearn' }, sklearn: {} }, example: null },
      inputExample: undefined,
      loaderModule: 'mlflow.sklearn',
      codeFolder: undefined,
      pythonVersion: undefined,
      skopsTrustedTypes: [],
    });
  });

  it('reads where files lie, without where they came from', () => {
    const text = [
      'flavors:',
      '  python_function:',
      '    code: code',
      '    python_version: 3.12.3',
      '    config: { table: /Volumes/main/ml/lookup }',
      '    artifacts: { words: { path: artifacts/words.txt, uri: /mnt/words.txt } }',
      '  sklearn: { skops_trusted_types: [churn.Model] }',
      'saved_input_example_info: { artifact_path: input_example.json }',
    ].join('\n');
    const found = readMlModel(text);
    assert.deepEqual(found?.inputExample, 'input_example.json');
    assert.deepEqual([found.codeFolder, found.pythonVersion], ['code', '3.12.3']);
    assert.deepEqual(found.skopsTrustedTypes, ['churn.Model']);
    assert.ok(JSON.stringify(found.paths).includes('artifacts/words.txt'));
    assert.doesNotMatch(JSON.stringify(found.paths), /mnt|Volumes/);
  });

  it('tells a model without a signature from one with an empty one', () => {
    assert.equal(readMlModel('flavors: {}')?.signature, undefined);
    assert.deepEqual(readMlModel('signature: {inputs: null}')?.signature, { inputs: [], outputs: [] });
  });

  for (const [text, why] of [
    ["signature: {inputs: 'age: long'}", 'its inputs are not a JSON list of columns'],
    ["signature: {inputs: '[]', outputs: '{}'}", 'its outputs are not a JSON list of columns'],
    ["signature: {inputs: '[1]'}", 'its inputs are not a JSON list of columns'],
    ['signature: age', 'it is not a map'],
    ['signature: null', undefined],
    ['flavors: {}', undefined],
  ] as const) {
    it(`says of the signature in "${text}": ${why ?? 'nothing'}`, () => {
      const { signature, whyUnreadSignature } = readMlModel(text) ?? {};
      assert.deepEqual([signature, whyUnreadSignature], [undefined, why]);
    });
  }

  for (const text of ['', '- a', 'a: b: c', 'text']) {
    it(`reads nothing from ${JSON.stringify(text)}`, () => {
      assert.equal(readMlModel(text), undefined);
    });
  }
});
