import assert from 'node:assert/strict';
import { artifactName, evidencePath, isEvidenceName } from '../../../lib/contracts/evidence-place';
import { fileSystemName } from '../../../lib/contracts/file-system-name';
import { fullChain } from '../../kit/full-chain';

describe('the place of a contract', () => {
  const { deployment, compliance } = fullChain();
  const hash = compliance.sha256.slice(0, 12);

  it('is a folder per model and a file that no other attempt has', () => {
    assert.equal(evidencePath(compliance), `prod.ml.churn/compliance-v14-attempt1-${hash}.json`);
    assert.equal(artifactName(compliance), `mlops-prod.ml.churn-compliance-v14-attempt1-${hash}`);
  });

  it('is the evidence folder itself for a deployment, which is about no model', () => {
    const short = deployment.sha256.slice(0, 12);
    assert.equal(evidencePath(deployment), `deployment-attempt1-${short}.json`);
    assert.equal(artifactName(deployment), `mlops-deployment-attempt1-${short}`);
  });

  it('cannot be left by the name of a model', () => {
    const model = { ...compliance.model, name: '../../etc/x' };
    assert.equal(evidencePath({ ...compliance, model }).split('/').length, 2);
    assert.doesNotMatch(evidencePath({ ...compliance, model }), /^\.\./);
  });

  const NAMES: readonly (readonly [path: string, isEvidence: boolean])[] = [
    [evidencePath(compliance), true],
    [evidencePath(deployment), true],
    ['deployment.json', true],
    [String.raw`a\receipt-v1.json`, true],
    ['report.json', false],
    ['compliance.json.bak', false],
    ['mycandidate.json', false],
    ['candidate-v1/notes.json', false],
    ['candidates.json', false],
  ];
  for (const [path, isEvidence] of NAMES) {
    it(`${isEvidence ? 'includes' : 'does not include'} ${path}`, () => assert.equal(isEvidenceName(path), isEvidence));
  }
});

describe('a name for the file system', () => {
  const NAMES: readonly (readonly [name: string, safe: string])[] = [
    ['main.ml.churn', 'main.ml.churn'],
    ['Churn model', 'Churn~20model'],
    ['a/b', 'a~2fb'],
    ['~tilde%', '~7etilde~25'],
    ['..', '~2e~2e'],
    ['.', '~2e'],
    ['ends.', 'ends~2e'],
    ['con', '~63on'],
    ['COM1.model', '~43OM1.model'],
    ['console', 'console'],
    ['größe\u{1f600}', 'gr~c3~b6~c3~9fe~f0~9f~98~80'],
  ];
  for (const [name, safe] of NAMES) {
    it(`is ${safe} for ${name}`, () => assert.equal(fileSystemName(name), safe));
  }

  it('keeps every name reversible and valid in a file system', () => {
    const characters = [
      'a',
      'Z',
      '0',
      '.',
      '~',
      '/',
      '\\',
      ':',
      '*',
      '?',
      '"',
      '<',
      '|',
      ' ',
      '\n',
      'ß',
      '\u{1f600}',
      'con',
    ];
    for (const one of characters) {
      for (const other of characters) {
        for (const third of characters) {
          const name = one + other + third;
          const safe = fileSystemName(name);
          assert.equal(decodeURIComponent(safe.replaceAll('~', '%')), name);
          assert.match(safe, /^(?!con(?:\.|$))[\w~-](?:[\w~.-]*[\w~-])?$/);
        }
      }
    }
  });
});
