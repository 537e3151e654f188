import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_VALUES } from '../../local/pipelines/checkout/local-values';
import { PROMOTER } from '../../local/workspace/pipeline-identities';
import { prepareSchema } from '../../local/workspace/prepared-schema';
import type { Served } from '../../local/workspace/serve';
import { OWN_NAME } from '../own-name';
import { PIPELINE_TEMPLATES } from '../templates/shipped';
import { COMMITTED_TEMPLATES, commitTemplates } from './committed-templates';
import { schemasOf } from './schemas';

/** The connections that the pipelines of a new project name, and the token of each. */
function tokens({ account }: Served): Readonly<Record<string, string>> {
  return {
    'databricks-dev': account.workspace('dev').token,
    'databricks-uat': account.workspace('uat').token,
    'databricks-prod': account.workspace('prod').token,
    'databricks-prod-promotion': account.issueToken(PROMOTER, { workspace: 'prod' }),
  };
}

const MARK = "# 'mlops workspace --connect' writes this file at each start; without this line, it never touches it.";

/** Otherwise nobody on this machine could say, and cleanup.yml would stop. */
const NONE_OPEN = 'openPullRequests: [] # cleanup.yml keeps what those listed here left, and what is new';

/** Makes the schemas of the project, and leads the connections of the repository here; returns what was done. */
export function connected(served: Served, root: string): readonly string[] {
  const schemas = schemasOf(root);
  schemas.forEach((schema) => prepareSchema(served.account, schema));
  const made = schemas.length === 0 ? [] : [`Schemas: ${schemas.map((name) => name.join('.')).join(', ')}.`];
  commitTemplates(root);
  const file = join(root, LOCAL_VALUES);
  if (existsSync(file) && !readFileSync(file, 'utf8').startsWith(MARK)) {
    return [
      ...made,
      `${LOCAL_VALUES} stays as it is, because somebody else wrote it. To run pipelines here, put into it:`,
      ...block(served, COMMITTED_TEMPLATES),
      NONE_OPEN,
    ];
  }
  // Only its owner may read tokens.
  writeFileSync(file, [MARK, ...block(served, COMMITTED_TEMPLATES), NONE_OPEN, ''].join('\n'), { mode: 0o600 });
  return [
    ...made,
    `Wrote ${LOCAL_VALUES}: pipelines of this repository run here. In another terminal:`,
    `  ${OWN_NAME} run azure-pipelines/pull-request.yml --pull-request 1`,
  ];
}

/** For a repository that was not connected. */
export function connectionLines(served: Served): readonly string[] {
  return [
    `To run pipelines here, put this into ${LOCAL_VALUES}, or start again with --connect:`,
    ...block(served, PIPELINE_TEMPLATES),
  ];
}

function block(served: Served, templates: string): readonly string[] {
  const { host } = served.server;
  const lines = Object.entries(tokens(served)).map(([name, token]) => `  ${name}: { url: '${host}', token: ${token} }`);
  return [`repositories: { templates: '${templates}' }`, 'connections:', ...lines];
}
