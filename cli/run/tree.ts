import type { RunEvent } from '../../local/pipelines/run/events';
import type { Result } from '../../local/pipelines/run/step-runner';

/** A stage, job, part or step as it stands. */
export interface Branch {
  readonly title: string;
  readonly startMs: number;
  readonly depth: number;
  state: 'running' | 'waiting' | Result;
  endMs?: number;
  why?: string;
  readonly children: Map<string, Branch>;
}

/** The state of a run, built from what it tells. */
export class RunTree {
  readonly stages = new Map<string, Branch>();

  hear(event: RunEvent, nowMs: number): void {
    switch (event.kind) {
      case 'stage started':
      case 'job started':
      case 'step started':
        this.#at(event, nowMs).state = 'running';
        return;
      case 'waiting': {
        const branch = this.#at(event, nowMs);
        branch.state = 'waiting';
        branch.why = event.for;
        return;
      }
      case 'stage ended':
      case 'job ended':
      case 'step ended': {
        const branch = this.#at(event, nowMs);
        branch.state = event.result;
        branch.endMs = nowMs;
        branch.why = event.why ?? '';
        return;
      }
      case 'run started':
      case 'approval':
      case 'note':
      case 'counter':
      case 'run ended':
    }
  }

  #at(event: RunEvent & { readonly stage: string }, nowMs: number): Branch {
    const { stage, job, part, step } = event as { stage: string; job?: string; part?: string; step?: string };
    const path = [stage, job, part, step].filter((name) => name !== undefined);
    const title = 'title' in event ? event.title : undefined;
    let branches = this.stages;
    let branch: Branch | undefined;
    path.forEach((name, depth) => {
      const isLast = depth === path.length - 1;
      const own = isLast && title !== undefined ? title : name;
      const known = branches.get(name);
      branch = known ?? { title: own, startMs: nowMs, depth, state: 'running', children: new Map() };
      branches.set(name, branch);
      branches = branch.children;
    });
    if (branch === undefined) {
      throw new Error(`An event of kind '${event.kind}' names no stage.`);
    }
    return branch;
  }
}
