export interface FailingCell {
  /** The service's number for the cell. */
  readonly command: string;
  readonly line: string | undefined;
}

/**
 * The notebook cell that failed. Traces name cells as files: `File <command-812>, line 3` or
 * `File <command-812>:3`, and `File ~/.ipykernel/77/command-812-3141:3` on newer runtimes. The first one is the cell that was executing.
 */
export function failingCell(trace: string): FailingCell | undefined {
  const [, command, line] = /command-(\d+)(?:-\d+)?(?:>?(?:, line |:)(\d+))?/.exec(trace) ?? [];
  return command === undefined ? undefined : { command, line };
}

/** URL of the cell in its notebook. */
export function cellUrl(workspaceUrl: string, notebookId: string, { command }: FailingCell): string {
  return `${workspaceUrl}/#notebook/${notebookId}/command/${command}`;
}
