import { invalidParameter } from '../http/refusal';

const PROVIDERS = [
  'gitHub',
  'bitbucketCloud',
  'gitLab',
  'azureDevOpsServices',
  'gitHubEnterprise',
  'bitbucketServer',
  'gitLabEnterpriseEdition',
  'awsCodeCommit',
];

/** A provider as responses spell it; requests may use any case. */
export function gitProvider(name: string): string {
  const known = PROVIDERS.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (known === undefined) {
    throw invalidParameter(`Git provider ${name} is not one of ${PROVIDERS.join(', ')}.`);
  }
  return known;
}
