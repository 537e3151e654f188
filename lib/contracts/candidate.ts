import * as v from 'valibot';
import { envelope } from './envelope';
import { list, text, versionNumber, yesNo } from './members';
import { modelVersionSchema } from './model-version';
import { predecessor } from './predecessor';

const occupants = (meaning: string) => list(versionNumber('Version number.'), meaning);

/** The version that a training run registered. */
export const candidateSchema = v.pipe(
  v.object({
    ...envelope('candidate'),
    predecessor: v.optional(
      v.pipe(predecessor(['deployment']), v.description('The deployment of the code that trained; absent if unknown.')),
    ),
    model: modelVersionSchema,
    jobRunId: v.optional(text('ID of the Databricks run that trained or registered the model.')),
    jobRunUrl: v.optional(text('URL of that run.')),
    trainedByPullRequest: yesNo('Whether a pull request trained it. Such a version never becomes champion.'),
    adopted: v.optional(
      yesNo(
        "Whether the version was found in the registry, without a training or registration of ours; it takes a champion's place only where the policy allows it.",
      ),
    ),
    champion: v.optional(
      v.pipe(
        v.object({
          place: text('The place, e.g. alias:champion.'),
          before: occupants('Versions that held it before training.'),
          after: occupants('Versions that held it after training.'),
        }),
        v.description('Who held the place of the champion before and after training.'),
      ),
    ),
  }),
  v.forward(
    v.check(
      ({ run, trainedByPullRequest }) => trainedByPullRequest || run.pullRequest === undefined,
      'is false, but the run belongs to a pull request',
    ),
    ['trainedByPullRequest'],
  ),
  v.description('The version that a training run registered.'),
);
