const PROVIDER_OF_HOST: readonly (readonly [RegExp, string])[] = [
  [/^(?:dev\.azure\.com|[^.]+\.visualstudio\.com)$/, 'azureDevOpsServices'],
  [/^github\.com$/, 'gitHub'],
  [/^gitlab\.com$/, 'gitLab'],
  [/^bitbucket\.org$/, 'bitbucketCloud'],
  [/^git-codecommit\.[^.]+\.amazonaws\.com(?:\.cn)?$/, 'awsCodeCommit'],
];

/** Databricks' name of the Git provider; undefined for a host with an unknown product. */
export function providerOfHost(host: string): string | undefined {
  return PROVIDER_OF_HOST.find(([pattern]) => pattern.test(host))?.[1];
}
