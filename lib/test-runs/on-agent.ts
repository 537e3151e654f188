import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { UserError } from '../core/errors';
import { toJson } from '../core/lossless-json';
import { sha256Hex } from '../core/node/hash';
import type { TaskHost } from '../task/host';
import { startPython } from './agent-python';
import { readReport } from './read-report';
import { RUNNER_MODULES } from './runner-files';
import { runnerRequest, type TestInputs } from './runner-request';
import type { TestReport } from './test-report';

const MOST_REPORT_BYTES = 64 * 1024 * 1024;
const MOST_TROUBLE = 2000;

/** Runs the tests on the agent's own Python: nothing is installed, and nobody logs in. */
export async function testsOnAgent(
  inputs: TestInputs & { readonly timeoutMinutes: number | undefined },
  host: TaskHost,
): Promise<TestReport> {
  const { testsPath, timeoutMinutes } = inputs;
  const tests = isAbsolute(testsPath) ? testsPath : join(host.sourcesFolder, testsPath);
  const nonce = sha256Hex([tests, host.clock.now(), host.random()].join('\n'));
  const request = { ...runnerRequest(tests, inputs, host.project?.configuration), nonce, seconds: null };
  const folder = mkdtempSync(join(host.temporaryFolder, 'mlops-tests-'));
  try {
    RUNNER_MODULES.forEach((name) => writeFileSync(join(folder, `${name}.py`), host.shippedFile(`${name}.py`)));
    const answer = await watched(join(folder, 'watch_tests.py'), { request: toJson(request), timeoutMinutes, host });
    if (host.signal.aborted) {
      throw canceled();
    }
    return readReport(answer.report, nonce) ?? noReport(answer);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Watching {
  readonly request: string;
  readonly timeoutMinutes: number | undefined;
  readonly host: TaskHost;
}

interface Answer {
  readonly report: string;
  readonly status: string;
  readonly trouble: string;
}

async function watched(program: string, { request, timeoutMinutes, host }: Watching): Promise<Answer> {
  const child = await startPython(program);
  const over = new AbortController();
  const parts: Buffer[] = [];
  let bytes = 0;
  let trouble = '';
  child.stdout.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes <= MOST_REPORT_BYTES) {
      parts.push(part);
    }
  });
  child.stderr.on('data', (part: Buffer) => {
    trouble = `${trouble}${part.toString('utf8')}`.slice(-MOST_TROUBLE);
  });
  // The program may be gone before it has read everything; its status then tells.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${request}\n`);
  // Once this input closes, the tests end; the agent's kill closes it too.
  host.signal.addEventListener('abort', () => child.stdin.end(), { once: true, signal: over.signal });
  if (timeoutMinutes !== undefined) {
    host.clock.sleep(timeoutMinutes * 60_000, over.signal).then(
      () => child.stdin.write('timedOut\n'),
      () => undefined,
    );
  }
  try {
    const status = await new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(signal ?? String(code)));
    });
    return { report: Buffer.concat(parts).toString('utf8'), status, trouble };
  } finally {
    over.abort();
  }
}

function canceled(): UserError {
  return new UserError('CANCELED', {
    what: 'The pipeline was cancelled while tests ran on the agent; they have ended.',
    fix: 'Re-run this stage if that was a mistake.',
  });
}

function noReport({ status, trouble }: Answer): never {
  throw new UserError('REPORT_UNUSABLE', {
    what: `The test runner left no report; it ended with ${status}${trouble === '' ? '' : `: ${trouble.trim()}`}.`,
    fix: 'Re-run this stage; if it happens again, run the pipeline with system.debug: true and report the log.',
  });
}
