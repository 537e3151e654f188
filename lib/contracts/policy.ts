import * as v from 'valibot';
import { list, sha256, text } from './members';

/** The policy of a team and its organization when something was done. */
export const policySchema = v.pipe(
  v.object({
    file: text('Path of the project file in the repository.'),
    environment: text('Environment in that file.'),
    sha256: sha256('SHA-256 over the canonical form (RFC 8785) of the effective policy.'),
    baselines: list(
      v.object({ file: text('Baseline that the file extends.'), sha256: sha256('SHA-256 of its text.') }),
      'The baselines, nearest first.',
    ),
  }),
  v.description('The policy that applied; absent if the step had no configuration file.'),
);
