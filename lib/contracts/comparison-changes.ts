import * as v from 'valibot';
import type { Frozen } from './frozen';
import { count, list, text } from './members';

const changed = v.object({
  name: text('Name.'),
  before: v.optional(text("The champion's; absent if it is new.")),
  after: v.optional(text("The candidate's; absent if it is gone.")),
});

/** What differs between the two models besides their quality. */
export const changesSchema = v.pipe(
  v.object({
    parameters: list(changed, 'Parameters of the training that differ.'),
    dependencies: list(changed, 'Packages that differ.'),
    signature: list(text('Difference.'), 'Differences between the signatures, as sentences.'),
    commits: v.optional(
      v.pipe(
        v.object({
          before: v.optional(text('Commit of the champion.')),
          after: v.optional(text('Commit of the candidate.')),
          count: v.optional(count('Commits between them; absent if the checkout does not have both.')),
          subjects: list(text('First line of a message.'), 'The newest of them.'),
        }),
        v.description('What the repository shows for the time between the two.'),
      ),
    ),
    unread: list(text('Reason.'), 'What could not be read, and why.'),
  }),
  v.description('What changed since the champion.'),
);

export type Changes = Frozen<v.InferOutput<typeof changesSchema>>;
