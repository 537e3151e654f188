import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { lastLines } from '../../../lib/core/last-lines';
import { isJsonObject, parseJson, type Json } from '../../../lib/core/lossless-json';
import { TailBuffer } from '../execution/tail-buffer';
import { unavailable } from './unavailable';

const OUTPUT_LIMIT_BYTES = 64 * 1024;

/** URLs of one process; the next process has others. */
export interface MlflowAddresses {
  /** Everything in MLflow, for its clients and pages. */
  readonly server: string;
  /** Only the REST API of experiments and models, which is faster. */
  readonly rest: string;
}

/**
 * The URLs that a process prints in its first line. Kills a process that prints anything else, or nothing in time, and
 * rejects only after it has ended, so that two processes never share a database.
 */
export function announced(child: ChildProcess, limitMs: number): Promise<MlflowAddresses> {
  const output = new TailBuffer(OUTPUT_LIMIT_BYTES);
  child.stderr?.on('data', (chunk: Buffer) => output.append(chunk));
  return new Promise((resolve, reject) => {
    let reason = '';
    const giveUp = (why: string): void => {
      reason = why;
      child.kill('SIGKILL');
    };
    const limit = setTimeout(giveUp, limitMs, `it did not print its URLs within ${limitMs / 1000} s\n`).unref();
    const said = (line: string): void => {
      clearTimeout(limit);
      const addresses = addressesIn(line);
      if (addresses === undefined) {
        giveUp(`it said '${line}' in place of its addresses\n`);
      } else {
        resolve(addresses);
      }
    };
    // Never closed: that would stop the stream, and so a process that prints more.
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).once('line', said);
    }
    child.once('error', (error) => reject(unavailable(error.message)));
    child.once('close', () => {
      clearTimeout(limit);
      reject(unavailable(`${reason}${lastLines(output.text(), { lines: 12 })}`));
    });
  });
}

function addressesIn(line: string): MlflowAddresses | undefined {
  const { server, rest } = objectIn(line);
  return typeof server === 'string' && typeof rest === 'string' ? { server, rest } : undefined;
}

function objectIn(line: string): Readonly<Record<string, Json | undefined>> {
  try {
    const said = parseJson(line);
    return isJsonObject(said) ? said : {};
  } catch {
    return {};
  }
}
