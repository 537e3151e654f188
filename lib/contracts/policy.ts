import * as v from 'valibot';
import { list, sha256, text } from './members';

/** The policy of a team and its organization when something was done. */
export const policySchema = v.pipe(
  v.object({
    file: text('Path of the project file in the repository.'),
    fileSha256: sha256('SHA-256 of its text.'),
    environment: text('Environment in that file.'),
    sha256: sha256('SHA-256 over the canonical form (RFC 8785) of the effective policy.'),
    baselines: list(
      v.object({ file: text('Baseline that the file extends.'), sha256: sha256('SHA-256 of its text.') }),
      'The baselines, nearest first.',
    ),
  }),
  v.description('The policy in force when the file was written; absent when the step named no configuration file.'),
);

/** What a judgment rests on is the policy in force when it was written. */
export function agreesWithPolicy({
  policy,
  seen,
}: {
  readonly policy?: { readonly sha256: string } | undefined;
  readonly seen: { readonly policySha256: string };
}): boolean {
  return policy === undefined || policy.sha256 === seen.policySha256;
}
