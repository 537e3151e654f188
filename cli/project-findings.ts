import { marginWarnings } from '../lib/project/margins/warnings';
import type { Problem } from '../lib/yaml/position';
import type { Finding } from '../local/pipelines/read/finding';
import { readingAt, type Role } from './project-at';

/** Everything that is wrong with a project file or a baseline. */
export function projectFindings(path: string, role: Role): readonly Finding[] {
  const { project, problems, warnings } = readingAt(path, role);
  const margins = project === undefined ? [] : marginWarnings(project);
  return [...problems.map(finding('error')), ...[...warnings, ...margins].map(finding('warning'))];
}

function finding(severity: Finding['severity']): (problem: Problem) => Finding {
  return ({ at, message }) => ({ severity, rule: 'project-file', at, message });
}
