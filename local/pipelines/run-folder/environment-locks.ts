import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../lib/core/clock';
import type { Lock, Locks } from '../run/run-tools';
import { isAlive, takeFile } from './lock-file';
import { RUNS } from './run-folders';

const LOOK_AGAIN_MS = 200;

/** One stage at a time uses an environment, of all runs in a repository. A run that is killed holds nothing. */
export function environmentLocks(root: string, clock: Clock): Locks {
  const folder = join(root, RUNS, 'locks');
  const held = new Set<string>();
  let waiters = 0;
  return {
    async take(names, behavior, cancel) {
      mkdirSync(folder, { recursive: true });
      // Always in the same order, so that two stages never wait for each other.
      const paths = names.map((name) => join(folder, encodeURIComponent(name.toLowerCase()))).toSorted();
      const locks: Lock[] = [];
      waiters += 1;
      const ticket = `${String(clock.now()).padStart(15, '0')}-${process.pid}-${waiters}`;
      const turns = paths.map((path) => `${path}.queue.${ticket}`);
      turns.forEach((turn) => writeFileSync(turn, ''));
      try {
        for (const path of paths) {
          const lock = await turnAt(path, { ticket, behavior, cancel, held, folder, clock });
          if (lock === 'overtaken') {
            locks.forEach((taken) => taken.release());
            return 'overtaken';
          }
          locks.push(lock);
        }
      } catch (error) {
        locks.forEach((taken) => taken.release());
        throw error;
      } finally {
        turns.forEach((file) => rmSync(file, { force: true }));
      }
      return { release: () => locks.forEach((lock) => lock.release()) };
    },
  };
}

interface Waiting {
  readonly ticket: string;
  readonly behavior: 'sequential' | 'runLatest';
  readonly cancel: AbortSignal;
  /** What stages of this very process hold. */
  readonly held: Set<string>;
  readonly folder: string;
  readonly clock: Clock;
}

async function turnAt(path: string, waiting: Waiting): Promise<Lock | 'overtaken'> {
  const { ticket, behavior, cancel, held, clock } = waiting;
  for (;;) {
    cancel.throwIfAborted();
    const others = ticketsOf(path, waiting).filter((other) => other !== ticket);
    const mayGo = behavior === 'runLatest' || !others.some((other) => other < ticket);
    const lock = mayGo && !held.has(path) ? takeFile(path) : undefined;
    if (lock !== undefined) {
      held.add(path);
      return {
        release() {
          held.delete(path);
          lock.release();
        },
      };
    }
    if (behavior === 'runLatest' && others.some((other) => other > ticket)) {
      return 'overtaken';
    }
    await clock.sleep(LOOK_AGAIN_MS, cancel);
  }
}

/** Everybody who waits and is alive. */
function ticketsOf(path: string, { folder }: Waiting): readonly string[] {
  const prefix = `${path.slice(folder.length + 1)}.queue.`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((ticket) => isAlive(Number(ticket.split('-')[1])));
}
