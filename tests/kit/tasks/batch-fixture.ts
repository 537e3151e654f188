import { join } from 'node:path';
import type { Proof } from '../../../lib/contracts/contract';
import { ofKind, readEvidence } from '../../../lib/contracts/evidence';
import { isJsonList, isJsonObject, scalarText } from '../../../lib/core/lossless-json';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import type { RegisteredModel } from '../../../lib/registry/registered-model';
import type { StepResult } from '../../../local/agent/job';
import type { Workspace } from '../../../local/workspace/workspace';
import { registerVersion, registryAt, type RegistryUnderTest } from '../registry/registries';
import { useTemporaryFolders } from '../temporary-folders';
import { VirtualClock } from '../virtual-clock';
import { answered } from '../workspace/stand-in';
import { useServer } from '../workspace/test-server';
import { inPipeline, STAGING, type PipelineOptions, type StepOptions } from './pipeline';
import { notebook } from './workspace-under-test';

export const INPUT = 'main.default.current';
export const OUTPUT = 'main.default.scores';

/** Writes three rows as asked; `wrong` are Python expressions that a test puts in place of right ones. */
export function scoring(
  wrong: Partial<Record<'rows' | 'version' | 'batch' | 'at' | 'commit' | 'prediction' | 'exit', string>> = {},
): string {
  const { rows = '3', version = 'asked("model_version")', batch = 'asked("batch_id")' } = wrong;
  const { at = 'datetime.datetime.now()', commit = 'asked("code_commit")', prediction = '0.5 + row / 10' } = wrong;
  const exit =
    wrong.exit ?? 'json.dumps({"inputTable": asked("input_table"), "inputVersion": 0, "batchId": asked("batch_id")})';
  return notebook(
    'import datetime, json\nasked = dbutils.widgets.get',
    `spark.sql("CREATE TABLE IF NOT EXISTS ${INPUT} AS SELECT id FROM range(3)")
rows = [(row, ${prediction}, ${version}, ${batch}, ${at}, ${commit}) for row in range(${rows})]
columns = "id INT, prediction DOUBLE, model_version STRING, batch_id STRING, scored_at TIMESTAMP, code_commit STRING"
spark.createDataFrame(rows, columns).write.mode("append").saveAsTable(asked("output_table"))`,
    `dbutils.notebook.exit(${exit})`,
  );
}

export interface BatchFixture {
  readonly workspace: Workspace;
  readonly model: RegisteredModel;
  readonly puts: (source: string) => void;
  readonly score: (inputs?: Readonly<Record<string, string>>, options?: ScoreOptions) => Promise<StepResult>;
  readonly proofs: () => readonly Proof[];
  readonly warehouse: () => Promise<string>;
}

export interface ScoreOptions extends StepOptions {
  readonly pipelineOptions?: Partial<PipelineOptions>;
}

/** A workspace with a model of two versions, a table to score, and a notebook that scores. */
export function useBatchFixtures(): (under: RegistryUnderTest) => Promise<BatchFixture> {
  const newFolder = useTemporaryFolders();
  const server = useServer();
  return async (under) => {
    const workspace = server().addWorkspace();
    const evidence = newFolder();
    const { host, token } = workspace;
    const clock = new VirtualClock({ start: Date.now() });
    const registry = registryAt(under, { host, token }, { clock, signal: new AbortController().signal });
    const model = registry.model(under.modelName);
    await model.create('');
    await registerVersion(under, { host, token }, { files: 'none' });
    await registerVersion(under, { host, token }, { files: 'none' });
    await model.movePointer({ pointer: under.champion, version: 1, others: 'archive' });
    return {
      workspace,
      model,
      puts: (source) => workspace.putNotebook('/Shared/score', source),
      score: (inputs = {}, { pipelineOptions, ...options } = {}) =>
        inPipeline({ workspace, speed: 10, ...pipelineOptions }, (pipeline) =>
          pipeline.run(
            {
              modelName: under.modelName,
              evidence,
              expectedVersion: '1',
              inputTable: INPUT,
              outputTable: OUTPUT,
              notebookPath: '/Shared/score',
              ...inputs,
            },
            { taskFolder: join(STAGING, 'DatabricksBatchScore'), ...options },
          ),
        ),
      proofs: () =>
        ofKind(readEvidence(evidenceFiles(evidence), sha256Hex).evidence, 'proof').map(({ contract }) => contract),
      warehouse: async () => {
        const { warehouses } = await answered(workspace, 'GET /api/2.0/sql/warehouses');
        const [first] = isJsonList(warehouses) ? warehouses : [];
        return isJsonObject(first) ? scalarText(first['id']) : '';
      },
    };
  };
}
