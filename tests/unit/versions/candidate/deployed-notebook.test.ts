import assert from 'node:assert/strict';
import type { Deployment } from '../../../../lib/contracts/contract';
import { UserError } from '../../../../lib/core/errors';
import { deployedNotebook } from '../../../../lib/versions/candidate/deployed-notebook';
import { fullChain } from '../../../kit/full-chain';

function deploymentOf(...paths: readonly string[]): Deployment {
  const files = paths.map((path) => ({ path, sha256: '0'.repeat(64), size: 1, kind: 'notebook' as const }));
  return { ...fullChain().deployment, deployedPath: '/Shared/churn/31', files, fileCount: files.length };
}

const WANTED = { notebook: 'app/train', configFile: 'databricks-ml/mlops.yml' };

describe('deployedNotebook', () => {
  const CASES = [
    {
      what: 'the whole repository',
      path: 'databricks-ml/app/train.py',
      is: '/Shared/churn/31/databricks-ml/app/train',
    },
    { what: 'the folder of the file', path: 'app/train.ipynb', is: '/Shared/churn/31/app/train' },
    { what: 'the folder of the notebook', path: 'train.py', is: '/Shared/churn/31/train' },
  ];
  for (const { what, path, is } of CASES) {
    it(`finds it where ${what} was deployed`, () => assert.equal(deployedNotebook(WANTED, deploymentOf(path)), is));
  }

  it('takes a Git folder, whose files nobody counts, to hold all the sources', () => {
    const { files: _files, ...folder } = deploymentOf();
    assert.equal(deployedNotebook(WANTED, folder), '/Shared/churn/31/databricks-ml/app/train');
  });

  const REFUSED = [
    { what: 'nothing was deployed', deployment: undefined, message: /no deployment of this commit/ },
    { what: 'it is not among the files', deployment: deploymentOf('other.py'), message: /not among the 1 files/ },
  ];
  for (const { what, deployment, message } of REFUSED) {
    it(`says so when ${what}`, () => {
      const refused = (error: unknown): boolean =>
        error instanceof UserError && error.code === 'NOTEBOOK_NOT_FOUND' && message.test(error.message);
      assert.throws(() => deployedNotebook(WANTED, deployment), refused);
    });
  }
});
