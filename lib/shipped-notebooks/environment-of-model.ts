import type { ModelFiles } from '../mlflow/model-files';
import type { TaskHost } from '../task/host';
import { modelEnvironment, type ModelEnvironment } from './model-environment';

/** The environment of a model by its own files; what cannot be part of it is warned about. */
export async function environmentOfModel(
  { uri, files }: { readonly uri: string; readonly files: Pick<ModelFiles, 'list' | 'text'> },
  { log }: TaskHost,
): Promise<ModelEnvironment> {
  const listed = new Set((await files.list()).map(({ path }) => path));
  const textOf = async (path: string): Promise<string | undefined> => (listed.has(path) ? files.text(path) : undefined);
  const [requirements = '', pythonEnv] = await Promise.all([textOf('requirements.txt'), textOf('python_env.yaml')]);
  const environment = modelEnvironment({ requirements, pythonEnv });
  if (environment.dropped.length > 0) {
    log.warning(
      `The requirements of ${uri} name files that no environment can read; left out: ${environment.dropped.join(', ')}`,
    );
  }
  return environment;
}
