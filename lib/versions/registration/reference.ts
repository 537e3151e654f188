import { UserError } from '../../core/errors';
import { readVersionNumber } from '../../registry/version-number';

/** What the inputs say is to be registered. */
export type Reference =
  /** Without a path, the one model that the run logged. */
  | { readonly kind: 'run'; readonly runId: string; readonly path: string | undefined }
  | { readonly kind: 'loggedModel'; readonly modelId: string }
  | { readonly kind: 'version'; readonly model: string; readonly number: number };

const FORMS = 'runs:/<run id>/<path>, models:/m-<id> or models:/<name>/<version>';

/** Refuses URIs whose model may change, and those of other registries. */
export function readReference(inputs: {
  readonly mlflowRunId: string | undefined;
  readonly modelUri: string | undefined;
}): Reference {
  const { mlflowRunId, modelUri = '' } = inputs;
  return mlflowRunId === undefined
    ? readUri(modelUri)
    : { kind: 'run', runId: runIdIn(mlflowRunId, 'mlflowRunId'), path: undefined };
}

function readUri(uri: string): Reference {
  const [, scheme, rest = ''] = /^(runs|models):\/(?!\/)(.+)$/.exec(uri) ?? [];
  const [head = '', ...tail] = rest.split('/');
  const path = tail.join('/').replace(/\/+$/, '');
  if (scheme === 'runs' && path !== '') {
    return { kind: 'run', runId: runIdIn(head, 'modelUri'), path };
  }
  if (scheme === 'models' && path === '' && /^m-[0-9a-z]+$/.test(head)) {
    return { kind: 'loggedModel', modelId: head };
  }
  if (scheme === 'models' && path === '' && head.includes('@')) {
    throw moves(uri);
  }
  if (scheme === 'models' && path !== '') {
    return { kind: 'version', model: head, number: readVersionNumber(path, 'modelUri') };
  }
  throw new UserError('INPUTS_REFUSED', {
    what: `Input 'modelUri' is '${uri}', which is not in one of the forms ${FORMS}.`,
    fix: 'Log the model with MLflow first, and set the address that log_model returns as model_uri.',
  });
}

function runIdIn(text: string, input: string): string {
  if (/^[\w-]{1,64}$/.test(text)) {
    return text;
  }
  throw new UserError('INPUTS_REFUSED', {
    what: `Input '${input}' is '${text}', which is not the ID of an MLflow run.`,
    fix: "Set the ID that the run's page shows, e.g. 4c1f0b7a9d2e4b3c8f5a6d7e8f901234; for an address of a model use 'modelUri'.",
  });
}

function moves(uri: string): UserError {
  return new UserError('INPUTS_REFUSED', {
    what: `Input 'modelUri' is '${uri}', an alias, which can move to another version at any time.`,
    fix: 'Write the number of the version, e.g. models:/main.ml.churn/12.',
  });
}
