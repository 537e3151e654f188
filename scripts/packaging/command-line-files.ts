/** What the command line reads from its own folder: where it is in the repository, and where the build puts it. */
export const BESIDE = [
  ['project-template', 'project-template'],
  ['pipeline-templates', 'pipeline-templates'],
  ['local/workspace/python', 'python'],
  ['local/workspace/python-environment', 'python-environment'],
] as const;

/** Of those folders, what only the repository needs. */
export function isUnused(path: string): boolean {
  return /\.ts$|\.in$|(?:^|\/)__pycache__(?:\/|$)/.test(path);
}
