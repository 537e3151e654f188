import { UserError } from '../../core/errors';
import type { Configuration } from '../../project/schema/project';
import type { ProjectFacts, TaskHost } from '../../task/host';
import type { RowSource } from '../evaluate/request';
import type { CompareInputs } from './inputs';

/** What the project decides about the comparison. */
export interface Settings {
  readonly project: ProjectFacts;
  readonly configuration: Configuration;
  readonly source: RowSource;
}

/** A rule without a file would be nobody's rule; rows that decide about production are those in the file. */
export function settingsOf(
  { evaluationData, mode }: Pick<CompareInputs, 'evaluationData' | 'mode'>,
  { project, facts }: Pick<TaskHost, 'project' | 'facts'>,
): Settings {
  if (project === undefined) {
    throw new UserError('INPUTS_REFUSED', {
      what: 'No configuration file is set, and only it says which metric decides on which rows.',
      fix: "Set 'configFile' to the project's mlops.yml, and 'environment'.",
    });
  }
  const configuration = project.configuration as unknown as Configuration;
  const { table } = configuration.data.evaluation;
  const other = evaluationData === undefined || evaluationData.trim() === table ? undefined : evaluationData.trim();
  if (facts.pullRequest !== undefined && other === undefined) {
    throw new UserError('COMPARISON_REFUSED', {
      what: `This run belongs to pull request ${facts.pullRequest}, and ${table} decides about production: each look at it wears it out.`,
      fix: "Set 'evaluationData' to other rows for pull requests, e.g. an older sample.",
    });
  }
  if (other !== undefined && facts.pullRequest === undefined && mode === 'gate') {
    throw new UserError('COMPARISON_REFUSED', {
      what: `'evaluationData' is ${other}, and ${project.file} says that ${table} decides.`,
      fix: "Leave 'evaluationData' out, change data.evaluation in the file, or set 'mode: report'.",
    });
  }
  return { project, configuration, source: sourceOf(other ?? table) };
}

function sourceOf(text: string): RowSource {
  if (text.startsWith('/')) {
    return { path: text };
  }
  return /^(?:select|with)\s/i.test(text) ? { query: text } : { table: text };
}

export function sourceText(source: RowSource): string {
  return 'table' in source ? source.table : 'path' in source ? source.path : source.query;
}
