import type { Workspace } from '../local/workspace/workspace';

export interface NextRun {
  /** Stays pending if no run starts. */
  readonly runId: Promise<string>;
  /** Checks whether it has started. */
  readonly look: () => void;
}

/** The next run that starts in the workspace. */
export function nextRun(workspace: Workspace): NextRun {
  const earlier = workspace.runs().length;
  let found: (runId: string) => void = () => undefined;
  const runId = new Promise<string>((resolve) => (found = resolve));
  return {
    runId,
    look() {
      const run = workspace.runs()[earlier];
      if (run !== undefined) {
        found(run.runId);
      }
    },
  };
}
