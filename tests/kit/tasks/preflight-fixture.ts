import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { scalarText } from '../../../lib/core/lossless-json';
import type { StepResult } from '../../../local/agent/job';
import type { Account } from '../../../local/workspace/account';
import type { AccountSeed } from '../../../local/workspace/account-seed';
import type { Workspace } from '../../../local/workspace/workspace';
import { call, useAccountServer } from '../workspace/stand-in';
import { runStep, STAGING, type PipelineOptions, type StepOptions } from './pipeline';

export const ME = 'dev@example.com';
export const OTHER = 'ada@example.com';
export const GROUP = 'ml-engineers';
const OTHER_GROUP = 'auditors';

/** Something that is granted, or left out; `on` is how the grants API calls it. */
export interface Grant {
  readonly privilege: string;
  readonly on: string;
  /** The statement to ask for. */
  readonly sql: string;
}

export interface Level {
  readonly level: string;
  readonly on: 'jobs' | 'clusters' | 'directories' | 'notebooks';
  /** How the line to ask for begins. */
  readonly ask: string;
}

export const GRANTS: readonly Grant[] = [
  grant('USE_CATALOG', 'catalog/main', 'USE CATALOG ON CATALOG `main`'),
  grant('USE_SCHEMA', 'schema/main.ml', 'USE SCHEMA ON SCHEMA `main`.`ml`'),
  grant('CREATE_TABLE', 'schema/main.ml', 'CREATE TABLE ON SCHEMA `main`.`ml`'),
  grant('CREATE_MODEL', 'schema/main.ml', 'CREATE MODEL ON SCHEMA `main`.`ml`'),
  grant('SELECT', 'table/main.ml.customers', 'SELECT ON TABLE `main`.`ml`.`customers`'),
  grant('SELECT', 'table/main.ml.scores', 'SELECT ON TABLE `main`.`ml`.`scores`'),
  grant('MODIFY', 'table/main.ml.scores', 'MODIFY ON TABLE `main`.`ml`.`scores`'),
  grant('READ_VOLUME', 'volume/main.ml.raw', 'READ VOLUME ON VOLUME `main`.`ml`.`raw`'),
  grant('WRITE_VOLUME', 'volume/main.ml.raw', 'WRITE VOLUME ON VOLUME `main`.`ml`.`raw`'),
  ...['CREATE_MODEL_VERSION', 'EXECUTE', 'APPLY_TAG', 'MANAGE'].map((privilege) =>
    grant(
      privilege,
      'function/main.ml.churn',
      `${privilege.replaceAll('_', ' ')} ON FUNCTION \`main\`.\`ml\`.\`churn\``,
    ),
  ),
];

export const LEVELS: readonly Level[] = [
  { level: 'CAN_MANAGE_RUN', on: 'jobs', ask: `CAN_MANAGE_RUN on job churn-training for ${ME} (Jobs & Pipelines` },
  { level: 'CAN_RESTART', on: 'clusters', ask: `CAN_RESTART on cluster train for ${ME} (Compute` },
  { level: 'CAN_EDIT', on: 'directories', ask: `CAN_EDIT on folder /Shared/churn for ${ME} (Workspace` },
  { level: 'CAN_RUN', on: 'notebooks', ask: `CAN_RUN on notebook /Projects/score for ${ME} (Workspace` },
];

export const PREFLIGHT = join(STAGING, 'DatabricksPreflight');

/** Takes exactly the grants and levels above. */
export const EXPECT = `
- train: main.ml.churn
- promote: main.ml.churn
- score: Main.ML.Churn
- read: main.ml.customers
- write: main.ml.scores
- schema: main.ml
  needs: [CREATE TABLE, create_model]
- volume: main.ml.raw
  needs: [READ_VOLUME, WRITE_VOLUME]
- job: churn-training
  needs: CAN_MANAGE_RUN
- cluster: train
  needs: CAN_RESTART
- folder: /Shared/churn
  needs: CAN_EDIT
- notebook: /Projects/score
  needs: CAN_RUN
`;

/** A workspace in which nothing of it is granted yet. */
export interface PreflightFixture {
  readonly workspace: Workspace;
  grant(what: Grant, to?: string): void;
  permit(what: Level, to?: string): Promise<void>;
  /** Everything but one, to the identity itself or to its group. */
  permitAllBut(left?: Grant | Level, to?: string): Promise<void>;
}

export interface PreflightSeed extends AccountSeed {
  readonly modelOwner?: string;
}

/** Starts one server before the tests of a file; each test gets its own fixture. */
export function usePreflightFixtures(): (seed?: PreflightSeed) => Promise<PreflightFixture> {
  const addAccount = useAccountServer();
  return async ({ modelOwner = OTHER, ...seed } = {}) => {
    const groups = [
      { displayName: GROUP, members: [ME] },
      { displayName: OTHER_GROUP, members: [OTHER] },
      // Otherwise the first identity of a workspace is an administrator, who lacks nothing.
      { displayName: 'admins', members: [OTHER] },
    ];
    const account = addAccount({ users: [OTHER], groups, ...seed });
    putData(account, modelOwner);
    return fixtureOf(account.firstWorkspace, await putObjects(account.firstWorkspace));
  };
}

export function runPreflight(
  pipelineOptions: PipelineOptions,
  inputs: Readonly<Record<string, string>>,
  options: StepOptions = {},
): Promise<StepResult> {
  return runStep(pipelineOptions, inputs, { taskFolder: PREFLIGHT, name: 'preflight', ...options });
}

type Ids = Readonly<Record<Level['on'], string>>;

function fixtureOf(workspace: Workspace, ids: Ids): PreflightFixture {
  const fixture: PreflightFixture = {
    workspace,
    grant({ privilege, on }, to = ME) {
      const [kind = '', fullName = ''] = on.split('/');
      workspace.account.metastore.grants.change({ kind, fullName }, { principal: to, add: [privilege], remove: [] });
    },
    async permit({ level, on }, to = ME) {
      const field = to === ME ? 'user_name' : 'group_name';
      const entry = { [field]: to, permission_level: level };
      await call(workspace, `PATCH /api/2.0/permissions/${on}/${ids[on]}`, { access_control_list: [entry] });
    },
    async permitAllBut(left, to) {
      GRANTS.filter((one) => one !== left).forEach((one) => fixture.grant(one, to));
      for (const one of LEVELS.filter((candidate) => candidate !== left)) {
        await fixture.permit(one, to);
      }
    },
  };
  return fixture;
}

function putData({ metastore, models, firstWorkspace: workspace }: Account, owner: string): void {
  metastore.createSchema(['main', 'ml'], { by: OTHER });
  metastore.createVolume(['main', 'ml', 'raw'], { by: OTHER });
  ['customers', 'scores'].forEach((table) =>
    mkdirSync(join(metastore.tablesFolder, 'main', 'ml', table, '_delta_log'), { recursive: true }),
  );
  models.records.changeModel('main.ml.churn', { owner });
  // The real answer would start MLflow's server, which has no part in this.
  const path = '/api/2.1/unity-catalog/models/main.ml.churn';
  workspace.addFault({ method: 'GET', path, status: 200, body: { owner }, times: Infinity });
}

async function putObjects(workspace: Workspace): Promise<Ids> {
  workspace.putFile('/Shared/churn/readme.md', 'x');
  workspace.putNotebook('/Projects/score', '');
  const task = { task_key: 'main', notebook_task: { notebook_path: '/Projects/score' } };
  const jobs = workspace.createJob({ name: 'churn-training', tasks: [task] });
  const access_control_list = [{ user_name: OTHER, permission_level: 'IS_OWNER' }];
  await call(workspace, `PUT /api/2.0/permissions/jobs/${jobs}`, { access_control_list });
  const settings = { spark_version: '16.4.x-scala2.12', node_type_id: 'Standard_DS3_v2', num_workers: 1 };
  const cluster = await call(workspace, 'POST /api/2.1/clusters/create', { ...settings, cluster_name: 'train' });
  const idAt = async (path: string): Promise<string> =>
    scalarText((await call(workspace, 'GET /api/2.0/workspace/get-status', { path })).body['object_id']);
  return {
    jobs,
    clusters: scalarText(cluster.body['cluster_id']),
    directories: await idAt('/Shared/churn'),
    notebooks: await idAt('/Projects/score'),
  };
}

function grant(privilege: string, on: string, sql: string): Grant {
  return { privilege, on, sql: `GRANT ${sql} TO \`${ME}\`;` };
}
