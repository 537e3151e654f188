import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';

const FOLDER = '/Shared/burst';
const CONTENT = Buffer.from('# Databricks notebook source\nprint("hello")\n'.padEnd(1024, '#')).toString('base64');

export interface Burst {
  readonly files: number;
  readonly inParallel: number;
}

interface Door {
  readonly host: string;
  readonly token: string;
}

/** How long the workspace takes to import that many new files of 1 KiB. */
export async function msOfImports(door: Door, { files, inParallel }: Burst): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: inParallel });
  const folder = `${FOLDER}/${performance.now()}`;
  const post = (path: string, body: object) => succeed({ door, agent }, path, body);
  await post('/api/2.0/workspace/mkdirs', { path: folder });
  const begun = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < files) {
      const path = `${folder}/file${next++}.py`;
      await post('/api/2.0/workspace/import', { path, format: 'AUTO', content: CONTENT });
    }
  };
  await Promise.all(Array.from({ length: inParallel }, lane));
  const ms = performance.now() - begun;
  agent.destroy();
  return ms;
}

async function succeed({ door, agent }: { door: Door; agent: Agent }, path: string, body: object): Promise<void> {
  const sent = request(new URL(path, door.host), {
    method: 'POST',
    agent,
    headers: { authorization: `Bearer ${door.token}`, 'content-type': 'application/json' },
  });
  sent.end(JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  if (answer.statusCode !== 200) {
    throw new Error(`POST ${path} returned status ${answer.statusCode}.`);
  }
}
