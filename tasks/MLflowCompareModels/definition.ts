import { EVALUATION_FILES } from '../../lib/comparison/evaluate/evaluation-files';
import { LEFT_BY_EVALUATION } from '../../lib/comparison/evaluate/left-behind';
import { computeRules } from '../../lib/runs/run-inputs';
import { defineTask, input, optional } from '../../lib/task/definition';
import {
  computeInputs,
  connectionInputs,
  registryConnectionRules,
  registryEnvironment,
  registryInputs,
  waitingInputs,
} from '../../lib/task/groups';
import { inSection, sectionsShownWhen } from '../../lib/task/layout';
import { computeOfComparison, fromProject, projectRules } from '../../lib/task/project-source';

// A plain MLflow server runs no job.
const registryMayRun = { input: 'registry', isOneOf: ['auto', 'unityCatalog', 'workspace'] };

export const MLflowCompareModels = defineTask({
  id: '3fd8ae84-602b-41b9-aa5a-37ea4a31665b',
  name: 'MLflowCompareModels',
  major: 1,
  friendlyName: 'Compare MLflow model versions',
  summary: 'Scores a model version and the champion on the same rows, and decides whether the version is better.',
  instanceName: 'Compare $(modelName) version $(modelVersion)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    modelVersion: input.version({ label: 'Version', help: 'Candidate to compare, e.g. $(train.modelVersion).' }),
    mode: input.choice({
      label: 'Mode',
      help: "'gate' fails on an ERROR and needs the compliance result of the version. 'report' only warns and needs nothing, but no promotion accepts it. E.g. report for a first look.",
      of: { gate: 'Gate: decides for a promotion', report: 'Report: only shows the result' },
      default: 'gate',
    }),
    ...inSection(
      { title: 'Champion' },
      {
        ...fromProject(
          {
            champion: input.string({
              label: 'Champion',
              help: 'Version to beat: the holder of an alias or stage, or a version by its number. E.g. alias:champion, stage:Production or version:11.',
            }),
          },
          { champion: { paths: ['model.champion'], governs: /^(?:alias|stage):/i } },
        ),
        championModelName: optional(
          input.string({
            label: 'Model of the champion',
            help: 'Name of its model, if it is another one, e.g. churn while the model moves to Unity Catalog. Default: the model of the candidate.',
          }),
        ),
        championRegistry: input.choice({
          label: 'Registry of the champion',
          help: 'Where its model is registered. Another registry counts only while nobody held the place in this one. E.g. workspace while the model moves to Unity Catalog.',
          of: {
            same: 'The registry of the candidate',
            unityCatalog: 'Unity Catalog',
            workspace: 'Workspace model registry',
          },
          default: 'same',
        }),
      },
    ),
    evaluationData: optional(
      input.string({
        label: 'Evaluation data',
        help: "Other rows than those of the configuration file: a table, a path of a volume, or a query. Required in pull requests and allowed with 'report'; otherwise the file decides. E.g. dev.ml.holdout.",
      }),
    ),
    ...sectionsShownWhen(registryMayRun, { ...fromProject(computeInputs, computeOfComparison), ...waitingInputs }),
  },
  rules: [...registryConnectionRules, ...projectRules, ...computeRules],
  outputs: {
    verdict: 'FIRST_MODEL, SUPERIOR, NON_INFERIOR, INCONCLUSIVE, INFERIOR or ERROR; only the last one fails the step.',
    isBetter: 'true if the policy counts the verdict as better.',
    championVersion: 'Version that was compared with; empty if nobody ever held the place.',
    comparisonFile: 'Path of comparison.json, which later tasks read.',
    reportFile: 'Path of the report in Markdown.',
  },
  clients: ['workspace', 'registry'],
  environment: registryEnvironment,
  ships: EVALUATION_FILES,
  postJob: true,
  taskVariables: LEFT_BY_EVALUATION,
});
