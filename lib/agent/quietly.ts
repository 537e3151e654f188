import { Writable } from 'node:stream';
import * as agent from 'azure-pipelines-task-lib/task';

/** Reads from the library without its debug lines, which would print every value, including secrets. */
export function quietly<T>(read: () => T): T {
  agent.setStdStream(new Writable({ write: (_chunk, _encoding, done) => done() }));
  try {
    return read();
  } finally {
    agent.setStdStream(process.stdout);
  }
}
