import { claimLines, type IdentityClaims } from '../databricks/auth/identity-claims';

/** A federation policy must match these values exactly. */
export function identityTokenLines(claims: IdentityClaims | undefined): readonly string[] {
  if (claims === undefined) {
    return [];
  }
  // https://learn.microsoft.com/azure/devops/pipelines/release/convert-service-connections
  const isRetired = claims.issuer.startsWith('https://vstoken.dev.azure.com/');
  return [...claimLines(claims), ...(isRetired ? ['  Azure DevOps retires this issuer on 2027-07-01.'] : [])];
}
