import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { GUARD_SCRIPT } from './guard-script';
import { killGroup } from './kill-group';

/**
 * The processes of a job. They may outlive their step, and end with the job. They also end if this process is killed:
 * a guard holds the other end of a pipe and sees it close.
 */
export class JobProcesses {
  readonly #id = `vsts_${randomUUID()}`;
  readonly #leaders = new Set<number>();
  #guard: ChildProcess | undefined;

  /** The agent's own mark: it finds the processes that left their group (on Linux) by this variable. */
  get environment(): Readonly<Record<string, string>> {
    return { VSTS_PROCESS_LOOKUP_ID: this.#id };
  }

  /** Starts the guard; before the first process, so that none is ever without. */
  open(): void {
    if (this.#guard !== undefined) {
      return;
    }
    // In its own group, so that a Ctrl-C in the terminal does not reach it.
    const guard = spawn('/bin/sh', ['-c', GUARD_SCRIPT, 'guard', `VSTS_PROCESS_LOOKUP_ID=${this.#id}`], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
      cwd: '/',
      detached: true,
    });
    guard.unref();
    (guard.stdin as Socket | null)?.unref();
    // Somebody may kill the guard; `close` does without.
    guard.stdin?.on('error', () => {});
    guard.on('error', () => {});
    this.#guard = guard;
  }

  /** Takes a process that leads a group. */
  add(leader: number): void {
    this.#leaders.add(leader);
    this.#guard?.stdin?.write(`group ${leader}\n`);
  }

  /** Kills every process that is left. */
  async close(): Promise<void> {
    this.#leaders.forEach(killGroup);
    this.#leaders.clear();
    const guard = this.#guard;
    this.#guard = undefined;
    if (guard === undefined || guard.exitCode !== null || guard.signalCode !== null || guard.pid === undefined) {
      return;
    }
    guard.ref();
    const ended = once(guard, 'exit');
    guard.stdin?.end('end\n');
    await ended;
  }
}
