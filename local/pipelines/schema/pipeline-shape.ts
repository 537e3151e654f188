import {
  ANY_TEXT,
  ANYTHING,
  BOOLEAN,
  LATE_BOOLEAN,
  LATE_INTEGER,
  mapping,
  NAME,
  TEXT_BY_NAME,
  TEXTS,
  type Shape,
} from './shape';
import { DEPLOYMENT_STRATEGY, STEPS } from './step-shapes';

const POOL: Shape = {
  text: 'any',
  mapping: { keys: { name: ANY_TEXT, vmImage: ANY_TEXT, demands: { text: 'any', list: ANY_TEXT } }, others: ANYTHING },
};
const DEPENDS_ON: Shape = { text: 'any', list: ANY_TEXT };
const FILTERS: Shape = mapping({ include: TEXTS, exclude: TEXTS });
const LOCK: Shape = { text: ['sequential', 'runLatest'] };
const VARIABLES: Shape = {
  mapping: { others: ANY_TEXT },
  list: {
    mapping: {
      byFirstKey: {
        name: mapping({ name: ANY_TEXT, value: ANY_TEXT, readonly: BOOLEAN }),
        group: mapping({ group: ANY_TEXT }),
      },
    },
  },
};

const JOB_COMMON = {
  displayName: ANY_TEXT,
  dependsOn: DEPENDS_ON,
  condition: ANY_TEXT,
  continueOnError: LATE_BOOLEAN,
  timeoutInMinutes: LATE_INTEGER,
  cancelTimeoutInMinutes: LATE_INTEGER,
  variables: VARIABLES,
  pool: POOL,
  container: ANYTHING,
  services: ANYTHING,
  workspace: mapping({ clean: { text: ['outputs', 'resources', 'all'] } }),
  uses: mapping({ repositories: TEXTS, pools: TEXTS }),
  templateContext: ANYTHING,
};
const STRATEGY = mapping({
  matrix: { text: 'any', mapping: { others: TEXT_BY_NAME } },
  maxParallel: LATE_INTEGER,
  parallel: LATE_INTEGER,
});
const ENVIRONMENT: Shape = {
  text: 'any',
  mapping: {
    keys: { name: ANY_TEXT, resourceName: ANY_TEXT, resourceId: ANY_TEXT, resourceType: ANY_TEXT, tags: ANY_TEXT },
  },
};
/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/jobs */
const JOBS: Shape = {
  list: {
    mapping: {
      byFirstKey: {
        job: mapping({ job: NAME, ...JOB_COMMON, strategy: STRATEGY, steps: STEPS }),
        deployment: mapping(
          { deployment: NAME, ...JOB_COMMON, environment: ENVIRONMENT, strategy: DEPLOYMENT_STRATEGY },
          'strategy',
        ),
      },
    },
  },
};
/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/stages-stage */
const STAGES: Shape = {
  list: {
    mapping: {
      byFirstKey: {
        stage: mapping({
          stage: NAME,
          group: ANY_TEXT,
          displayName: ANY_TEXT,
          pool: POOL,
          dependsOn: DEPENDS_ON,
          condition: ANY_TEXT,
          variables: VARIABLES,
          jobs: JOBS,
          lockBehavior: LOCK,
          trigger: { text: ['manual', 'automatic'] },
          isSkippable: BOOLEAN,
          templateContext: ANYTHING,
        }),
      },
    },
  },
};
const REPOSITORY = mapping(
  {
    repository: NAME,
    type: ANY_TEXT,
    name: ANY_TEXT,
    ref: ANY_TEXT,
    endpoint: ANY_TEXT,
    trigger: ANYTHING,
    checkoutOptions: ANYTHING,
  },
  'repository',
);

const TRIGGERS = {
  trigger: {
    text: ['none'],
    list: ANY_TEXT,
    mapping: { keys: { batch: BOOLEAN, branches: FILTERS, paths: FILTERS, tags: FILTERS } },
  },
  pr: {
    text: ['none'],
    list: ANY_TEXT,
    mapping: { keys: { autoCancel: BOOLEAN, branches: FILTERS, paths: FILTERS, drafts: BOOLEAN } },
  },
  schedules: {
    list: mapping(
      { cron: ANY_TEXT, displayName: ANY_TEXT, branches: FILTERS, batch: BOOLEAN, always: BOOLEAN },
      'cron',
    ),
  },
} satisfies Readonly<Record<string, Shape>>;

/** An expanded pipeline: https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/pipeline */
export const PIPELINE: Shape = mapping({
  name: ANY_TEXT,
  appendCommitMessageToRunName: BOOLEAN,
  ...TRIGGERS,
  resources: mapping({
    repositories: { list: REPOSITORY },
    pipelines: ANYTHING,
    builds: ANYTHING,
    containers: ANYTHING,
    packages: ANYTHING,
    webhooks: ANYTHING,
  }),
  variables: VARIABLES,
  lockBehavior: LOCK,
  pool: POOL,
  stages: STAGES,
  jobs: JOBS,
  steps: STEPS,
  // Of the one job that a pipeline of steps has.
  strategy: STRATEGY,
  continueOnError: LATE_BOOLEAN,
  container: ANYTHING,
  services: ANYTHING,
  workspace: JOB_COMMON.workspace,
});
