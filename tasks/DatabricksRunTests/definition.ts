import { computeRules } from '../../lib/runs/run-inputs';
import { LEFT_TO_CANCEL } from '../../lib/runs/wait/left-to-cancel';
import { defineTask, input, optional } from '../../lib/task/definition';
import { computeInputs, connectionInputs, connectionRules, waitingInputs } from '../../lib/task/groups';
import { sectionsShownWhen } from '../../lib/task/layout';
import { computeOfTests, fromProject, projectInputs, projectRules } from '../../lib/task/project-source';
import { RUNNER_FILES } from '../../lib/test-runs/runner-files';

const onDatabricks = { input: 'where', isOneOf: ['databricks'] };

export const DatabricksRunTests = defineTask({
  id: '02c7eb7e-d8e1-490d-92e9-8a06c455df52',
  name: 'DatabricksRunTests',
  major: 1,
  friendlyName: 'Run tests',
  summary: 'Runs pytest or unittest on Databricks or on the agent, and shows each test in the Tests tab.',
  instanceName: 'Run tests in $(testsPath)',
  inputs: {
    ...sectionsShownWhen(onDatabricks, connectionInputs),
    testsPath: input.string({
      label: 'Tests',
      help: "Folder or file of the tests. On Databricks a workspace or volume path, e.g. $(code.deployedPath)/tests; with 'where: agent' a path of the checkout, e.g. tests/unit.",
    }),
    where: input.choice({
      label: 'Where',
      help: "Where the tests run: 'databricks' provides Spark and dbutils, 'agent' uses the Python of the agent and needs no connection. E.g. agent.",
      of: { databricks: 'On Databricks', agent: 'On the agent' },
      default: 'databricks',
    }),
    runner: input.choice({
      label: 'Runner',
      help: "Test runner; pytest runs unittest's cases too. E.g. unittest.",
      of: { pytest: 'pytest', unittest: 'unittest' },
      default: 'pytest',
    }),
    markers: optional(
      input.string({ label: 'Markers', help: "Runs only tests with these markers (pytest -m), e.g. 'not slow'." }),
    ),
    keywords: optional(
      input.string({ label: 'Keywords', help: 'Runs only tests whose name fits (-k), e.g. scaling and not tree.' }),
    ),
    parameters: optional(
      input.mapOrList({
        label: 'Parameters',
        help: "Map of values that the fixture 'parameters' passes to tests, e.g. 'schema: ml_pr'.",
      }),
    ),
    coverage: optional(
      input.multiLine({
        label: 'Coverage',
        help: 'Folders whose line coverage is measured, relative to the folder of the project, one on each line. E.g. app.',
      }),
    ),
    testRunTitle: optional(
      input.string({
        label: 'Title',
        help: "Title in the Tests tab. Default: 'Tests in' and the path. E.g. Unit tests.",
      }),
    ),
    allowNoTests: input.boolean({
      label: 'Allow no tests',
      help: 'Lets the step succeed with a warning if there is no test to run, e.g. true.',
      default: false,
    }),
    ...projectInputs,
    ...sectionsShownWhen(onDatabricks, fromProject(computeInputs, computeOfTests)),
    ...waitingInputs,
  },
  rules: [
    { kind: 'atMostOne', of: ['connection', 'azureConnection'] },
    ...connectionRules.filter((rule) => rule.kind !== 'exactlyOne'),
    ...projectRules,
    ...computeRules,
  ],
  outputs: {
    total: 'Number of tests that have a result.',
    passed: 'Number of tests that passed.',
    failed: 'Number of tests that failed, or broke in a fixture or an import.',
    skipped: 'Number of tests that were skipped or expected to fail.',
    resultsFile: 'Path of the results in JUnit format; empty if no test has a result.',
    runId: "ID of the run on Databricks; empty with 'where: agent'.",
    runUrl: "URL of the run on Databricks; empty with 'where: agent'.",
  },
  clients: ['workspace'],
  ships: RUNNER_FILES,
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
