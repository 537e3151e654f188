import { sha256Hex } from '../../core/node/hash';
import type { RunFacts } from '../../task/host';

/**
 * The same for every attempt of one step of one pipeline run, so that the service starts only one run for it.
 * `count` tells apart the starts that became necessary because an earlier run had ended, `part` what a step runs one after
 * the other.
 * 64 characters, the most that the service takes.
 */
export function startToken({ planId, stage, job, step }: RunFacts, count: number, part?: string): string {
  return sha256Hex(JSON.stringify([planId, stage, job, step, count, ...(part === undefined ? [] : [part])]));
}
