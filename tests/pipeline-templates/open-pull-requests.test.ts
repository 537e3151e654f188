import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { root } from '../../scripts/repository/repository';
import { serving } from '../kit/http/local-server';

const STEP = join(root, 'pipeline-templates/steps/open-pull-requests.yml');
const [{ bash: SCRIPT }] = (load(readFileSync(STEP, 'utf8')) as { readonly steps: [{ readonly bash: string }] }).steps;
const REPOSITORY = '5febef5a-833d-4e14-b9c0-14cb638f91e6';
const PATH = `/contoso/p-1/_apis/git/repositories/${REPOSITORY}/pullrequests`;

interface Listed {
  readonly exitCode: number;
  readonly output: string;
  /** The output of the step; undefined if it set none. */
  readonly pullRequests: string | undefined;
  readonly requests: readonly string[];
}

type Service = (query: URLSearchParams, count: number) => readonly number[] | Raw;
interface Raw {
  readonly status: number;
  readonly body: string;
}

/** Runs the script of the template as an agent does. */
async function listed(service: Service, environment: Readonly<Record<string, string>> = {}): Promise<Listed> {
  const requests: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '', 'http://localhost');
    assert.equal(request.headers.authorization, 'Bearer secret-token');
    assert.equal(url.pathname, PATH);
    assert.equal(url.searchParams.get('searchCriteria.status'), 'active');
    requests.push(url.searchParams.get('$skip') ?? '');
    const found = service(url.searchParams, requests.length);
    const { status, body } = 'status' in found ? found : { status: 200, body: listOf(found) };
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
  return serving(answer, async ({ port }) => {
    const env = {
      PATH: process.env['PATH'],
      GIVEN: '',
      TOKEN: 'secret-token',
      SYSTEM_COLLECTIONURI: `http://127.0.0.1:${port}/contoso/`,
      SYSTEM_TEAMPROJECTID: 'p-1',
      REPOSITORY,
      ...environment,
    };
    const [exitCode, output] = await new Promise<readonly [number, string]>((resolve) => {
      execFile('bash', ['--norc', '-c', SCRIPT], { env }, (error, stdout, stderr) =>
        resolve([error === null ? 0 : Number(error.code), stdout + stderr]),
      );
    });
    const [, pullRequests] = /variable=pullRequests;isOutput=true\](.*)/.exec(output) ?? [];
    return { exitCode, output, pullRequests, requests };
  });
}

/** As the service writes it: with titles that look like members, and the count last. */
function listOf(numbers: readonly number[]): string {
  const value = numbers.map((number) => ({
    repository: { id: REPOSITORY, name: 'churn' },
    pullRequestId: number,
    codeReviewId: number + 1000,
    status: 'active',
    title: 'fix "pullRequestId": 99, "count": 7',
  }));
  return JSON.stringify({ value, count: numbers.length });
}

/** The newest first, as many as asked for but not more than the service gives. */
function serves(numbers: readonly number[], most = 1000): Service {
  return (query) => {
    const skip = Number(query.get('$skip'));
    return numbers.slice(skip, skip + Math.min(Number(query.get('$top')), most));
  };
}

function numbersDownFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first - index);
}

describe('the step that lists the open pull requests', function () {
  this.timeout(60_000);

  for (const [count, most] of [
    [0, 100],
    [1, 100],
    [2, 100],
    [100, 100],
    [101, 100],
    [250, 100],
    // A service that gives fewer than it is asked for.
    [30, 7],
  ] as const) {
    it(`finds all ${count} in pages of at most ${most}`, async () => {
      const numbers = numbersDownFrom(5000, count);
      const { exitCode, output, pullRequests = '' } = await listed(serves(numbers, most));
      assert.equal(exitCode, 0, output);
      assert.deepEqual(pullRequests.split(',').toSorted(), (count === 0 ? ['none'] : numbers.map(String)).toSorted());
    });
  }

  it('misses none although others close while it reads', async () => {
    const before = numbersDownFrom(300, 150);
    const after = before.slice(20);
    const { pullRequests = '' } = await listed((query, count) => serves(count === 1 ? before : after)(query, count));
    const found = new Set(pullRequests.split(','));
    assert.deepEqual(
      after.filter((number) => !found.has(String(number))),
      [],
    );
  });

  for (const [name, service] of [
    ['whose next page leaves a gap', (_, count) => (count === 1 ? numbersDownFrom(300, 100) : [7, 6])],
    ['that gives the first page again and again', () => numbersDownFrom(300, 100)],
    [
      'that refuses the second page',
      (_, count) => (count === 1 ? numbersDownFrom(300, 100) : { status: 403, body: '{}' }),
    ],
    ['that refuses', () => ({ status: 401, body: '{}' })],
    ['that knows no such repository', () => ({ status: 404, body: '{"message":"TF401019"}' })],
    ['that shows a page to sign in', () => ({ status: 203, body: '<html>Sign in</html>' })],
    ['that cuts its answer short', () => ({ status: 200, body: listOf([12, 7]).slice(0, 180) })],
    ['whose count is another one', () => ({ status: 200, body: listOf([12, 7]).replace('"count":2}', '"count":3}') })],
    ['that answers with nothing', () => ({ status: 200, body: '' })],
  ] as const satisfies readonly (readonly [string, Service])[]) {
    it(`fails without a list for a service ${name}`, async () => {
      const { exitCode, output, pullRequests } = await listed(service);
      assert.equal(exitCode, 1, output);
      assert.equal(pullRequests, undefined);
      assert.match(output, /type=error\]The open pull requests could not be listed: .*%0AFix: /);
      assert.doesNotMatch(output, /secret-token/);
    });
  }

  it('tries again when the service is throttled for a moment', async () => {
    const busy: Service = (query, count) => (count === 1 ? { status: 429, body: '{}' } : serves([12])(query, count));
    const { pullRequests } = await listed(busy);
    assert.equal(pullRequests, '12');
  });

  it('asks nobody when the numbers are given, or when the repository is elsewhere', async () => {
    const given = await listed(serves([1]), { GIVEN: '12, 15' });
    assert.deepEqual([given.pullRequests, given.requests], ['12,15', []]);
    const elsewhere = await listed(serves([1]), { REPOSITORY: 'contoso/churn' });
    assert.deepEqual([elsewhere.pullRequests, elsewhere.requests], ['unknown', []]);
    assert.match(elsewhere.output, /type=warning\]Repository 'contoso\/churn' is not in Azure Repos/);
  });
});
