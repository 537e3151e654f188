import { UserError } from '../../core/errors';
import type { Redactor } from '../../core/redaction';
import type { ServerCredentials, TrackingServer } from '../../mlflow/tracking-server';
import { maskDerived, maskToken } from '../secrets';

/**
 * A plain MLflow server with the credentials that the environment of the step contains, under the names by which MLflow's own
 * client knows them (https://mlflow.org/docs/latest/ml/auth/). A secret variable reaches a step only when its `env` maps it.
 */
export function trackingServer(uri: string, redactor: Redactor): TrackingServer {
  return { uri, credentials: credentialsIn(process.env, redactor) };
}

function credentialsIn(environment: NodeJS.ProcessEnv, redactor: Redactor): ServerCredentials {
  const token = given(environment, 'MLFLOW_TRACKING_TOKEN');
  const username = given(environment, 'MLFLOW_TRACKING_USERNAME');
  const password = given(environment, 'MLFLOW_TRACKING_PASSWORD');
  if (token !== undefined && (username !== undefined || password !== undefined)) {
    throw refused(
      'The environment of the step contains MLFLOW_TRACKING_TOKEN as well as a user name or password.',
      'Map one way to log in only.',
    );
  }
  if (token !== undefined) {
    maskToken('MLFLOW_TRACKING_TOKEN', token, redactor);
    return { type: 'bearer', token };
  }
  if (username === undefined && password === undefined) {
    return { type: 'none' };
  }
  if (username === undefined || password === undefined) {
    throw refused(
      `The environment of the step contains only one of MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.`,
      'Map both, or neither.',
    );
  }
  maskDerived('MLFLOW_TRACKING_PASSWORD', password, redactor);
  maskDerived('the login at the MLflow server', `${username}:${password}`, redactor);
  return { type: 'basic', username, password };
}

/** If a mapped variable does not exist, the value is the text of the mapping. */
function given(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = environment[name]?.trim() ?? '';
  if (/^\$\([^()]+\)$/.test(value)) {
    throw refused(
      `${name} in the environment of the step is '${value}': no variable of that name exists here.`,
      'Define the variable or correct its spelling.',
    );
  }
  return value === '' ? undefined : value;
}

function refused(what: string, fix: string): UserError {
  return new UserError('INPUTS_REFUSED', { what, fix: `${fix} Set them under 'env' of the step.` });
}
