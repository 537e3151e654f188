import assert from 'node:assert/strict';
import { providerOfHost } from '../../../../lib/deployment/git-folder/provider';
import { isSameRepository, readAddress } from '../../../../lib/deployment/git-folder/repository-address';

describe('the address of a repository', () => {
  const READ: readonly (readonly [text: string, reading: object])[] = [
    ['https://github.com/contoso/churn', { url: 'https://github.com/contoso/churn', host: 'github.com' }],
    [
      'https://contoso@dev.azure.com/contoso/my%20ml/_git/churn',
      { url: 'https://dev.azure.com/contoso/my%20ml/_git/churn', host: 'dev.azure.com' },
    ],
    [
      'https://dev.azure.com/contoso/my ml/_git/churn',
      { url: 'https://dev.azure.com/contoso/my%20ml/_git/churn', host: 'dev.azure.com' },
    ],
  ];
  for (const [text, reading] of READ) {
    it(`is read from ${text}`, () => assert.deepEqual(readAddress(text), reading));
  }

  const REFUSED: readonly (readonly [text: string, says: RegExp])[] = [
    ['', /no https/],
    ['churn', /no https/],
    ['git@github.com:contoso/churn.git', /no https/],
    ['http://github.com/contoso/churn', /no https/],
    ['https://me:secret@github.com/contoso/churn', /password/],
  ];
  for (const [text, says] of REFUSED) {
    it(`is refused as '${text}', without repeating a password`, () => {
      const reading = readAddress(text);
      assert.ok('refusal' in reading);
      assert.match(reading.refusal, says);
      assert.doesNotMatch(reading.refusal, /secret/);
    });
  }

  const SAME: readonly (readonly [one: string, other: string])[] = [
    ['https://github.com/Contoso/Churn.git', 'https://github.com/contoso/churn/'],
    ['https://GitHub.com/contoso/churn', 'https://me@github.com/contoso/churn'],
    ['https://contoso.visualstudio.com/ml/_git/churn', 'https://dev.azure.com/contoso/ml/_git/churn'],
    ['https://contoso.visualstudio.com/DefaultCollection/ml/_git/churn', 'https://dev.azure.com/contoso/ml/_git/churn'],
    ['https://dev.azure.com/contoso/_git/churn', 'https://dev.azure.com/contoso/churn/_git/churn'],
    ['https://dev.azure.com/contoso/my%20ml/_git/churn', 'https://dev.azure.com/contoso/my ml/_git/churn'],
  ];
  for (const [one, other] of SAME) {
    it(`names one repository as ${one} and ${other}`, () => assert.ok(isSameRepository(one, other)));
  }

  const DIFFERENT: readonly (readonly [one: string, other: string])[] = [
    ['https://github.com/contoso/churn', 'https://github.com/contoso/churn2'],
    ['https://github.com/contoso/churn', 'https://gitlab.com/contoso/churn'],
    ['https://dev.azure.com/contoso/a/_git/churn', 'https://dev.azure.com/contoso/b/_git/churn'],
    ['https://dev.azure.com/contoso/a/_git/churn', 'https://fabrikam.visualstudio.com/a/_git/churn'],
    ['https://git.contoso.example:8443/a/b', 'https://git.contoso.example/a/b'],
    ['not an address', 'https://github.com/contoso/churn'],
  ];
  for (const [one, other] of DIFFERENT) {
    it(`tells ${one} from ${other}`, () => assert.ok(!isSameRepository(one, other)));
  }
});

describe('the provider of a repository', () => {
  const HOSTS: readonly (readonly [host: string, provider: string | undefined])[] = [
    ['dev.azure.com', 'azureDevOpsServices'],
    ['contoso.visualstudio.com', 'azureDevOpsServices'],
    ['github.com', 'gitHub'],
    ['gitlab.com', 'gitLab'],
    ['bitbucket.org', 'bitbucketCloud'],
    ['git-codecommit.eu-west-1.amazonaws.com', 'awsCodeCommit'],
    ['github.com.evil.example', undefined],
    ['notgithub.com', undefined],
    ['git.contoso.example', undefined],
  ];
  for (const [host, provider] of HOSTS) {
    it(`at ${host} is ${provider ?? 'for the user to say'}`, () => assert.equal(providerOfHost(host), provider));
  }
});
