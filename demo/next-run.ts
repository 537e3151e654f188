import type { Workspace } from '../local/workspace/workspace';

export interface NextRun {
  /** Stays open when no run comes. */
  readonly runId: Promise<string>;
  /** Looks whether it is there. */
  readonly look: () => void;
}

/** The run that will be started next in the workspace. */
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
