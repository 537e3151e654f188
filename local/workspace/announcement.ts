import type { JsonObject } from '../../lib/core/lossless-json';
import type { Served } from './serve';

const INSTALLS_LATER =
  'Python packages are not installed yet. The first MLflow request or the first notebook that needs them installs them, in up to a minute.';

/** What programs need of a served account. */
export function announcement({ server: { host, mlflow }, account: { workspaces, folder } }: Served): JsonObject {
  const tokens = Object.entries(workspaces).map(([name, { token }]) => ({ name, host, token }));
  return { workspaces: tokens, mlflow, state: folder };
}

/** The same for a person. */
export function greeting({ server: { host, mlflow }, account, isInstalled }: Served): readonly string[] {
  const { workspaces, folder } = account;
  return [
    `Workspaces at ${host}`,
    ...Object.entries(workspaces).map(([name, { token }]) => `  ${name.padEnd(6)}${token}`),
    `MLflow at     ${mlflow}`,
    `State in      ${folder}`,
    ...(isInstalled ? [] : [INSTALLS_LATER]),
  ];
}
