import { ofFiles } from '../check';
import { failed, passed } from '../result';

const FULL = /^\d+\.\d+\.\d+$/;

/** The interpreter is pinned too. */
export const pythonVersion = ofFiles(({ mlModel, texts }) => {
  const own = /^python:\s*['"]?([^'"\s]+)/m.exec(texts.get('python_env.yaml') ?? '')?.[1];
  const conda = /^\s*-\s*python\s*==?\s*([^\s'"]+)/m.exec(texts.get('conda.yaml') ?? '')?.[1];
  const version = own ?? conda ?? mlModel.pythonVersion;
  if (version === undefined) {
    return failed('no file of the model says which Python it needs');
  }
  return FULL.test(version)
    ? passed(`Python ${version}`)
    : failed(`Python is '${version}', not one version such as 3.12.3`);
});
