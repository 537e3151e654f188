import * as v from 'valibot';
import { list, sha256, text } from './members';

/** What a team and its organization had decided when something was done. */
export const policySchema = v.pipe(
  v.object({
    file: text('File of the project, below the sources.'),
    environment: text('Environment of the file.'),
    sha256: sha256('SHA-256 over the canonical form (RFC 8785) of everything that held.'),
    baselines: list(
      v.object({ file: text('Baseline that the file extends.'), sha256: sha256('SHA-256 of its text.') }),
      'The baselines, the nearest first.',
    ),
  }),
  v.description('The policy that was in force; absent when the step named no configuration file.'),
);
