const PROVIDER_OF_HOST: readonly (readonly [RegExp, string])[] = [
  [/^(?:dev\.azure\.com|[^.]+\.visualstudio\.com)$/, 'azureDevOpsServices'],
  [/^github\.com$/, 'gitHub'],
  [/^gitlab\.com$/, 'gitLab'],
  [/^bitbucket\.org$/, 'bitbucketCloud'],
  [/^git-codecommit\.[^.]+\.amazonaws\.com(?:\.cn)?$/, 'awsCodeCommit'],
];

/** Databricks' word for who hosts the repository; undefined for a host that may run any product. */
export function providerOfHost(host: string): string | undefined {
  return PROVIDER_OF_HOST.find(([pattern]) => pattern.test(host))?.[1];
}
