import type { Changes } from '../../contracts/comparison-changes';
import { counted } from '../../core/figures';
import type { Table } from '../table';

const MOST_SHOWN = 20;

/** Parameters and packages that differ; undefined where none does. */
export function changedTable({ parameters, dependencies }: Changes): Table | undefined {
  const rows = [
    ...parameters.map((each) => ['parameter', each.name, each.before ?? 'none', each.after ?? 'none']),
    ...dependencies.map((each) => ['package', each.name, each.before ?? 'none', each.after ?? 'none']),
  ];
  return rows.length === 0
    ? undefined
    : { columns: ['What', 'Name', 'Champion', 'Candidate'], rows: rows.slice(0, MOST_SHOWN) };
}

/** Everything else that changed, and what could not be read. */
export function changedSentences({ parameters, dependencies, signature, commits, unread }: Changes): readonly string[] {
  const hidden = parameters.length + dependencies.length - MOST_SHOWN;
  return [
    ...(hidden > 0 ? [`${hidden} more parameters and packages differ`] : []),
    ...(signature.length === 0 ? [] : [`The signature differs: ${signature.join('; ')}`]),
    ...(commits === undefined ? [] : commitSentences(commits)),
    ...unread.map((reason) => `Not known: ${reason}`),
  ];
}

function commitSentences({ before, after, count, subjects }: NonNullable<Changes['commits']>): readonly string[] {
  if (before === after && before !== undefined) {
    return [`Both come from commit ${short(before)}`];
  }
  const between = count === undefined ? 'the commits between are not in this checkout' : counted(count, 'commit');
  const head = `Code: ${short(before)} to ${short(after)}, ${between}`;
  return [head, ...subjects.map((subject) => `Commit: ${subject}`)];
}

function short(commit: string | undefined): string {
  return commit === undefined ? 'an unknown commit' : commit.slice(0, 10);
}
