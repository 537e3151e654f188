import assert from 'node:assert/strict';
import { scalarText } from '../../../../lib/core/lossless-json';
import { Gateway } from '../../../../local/workspace/http/gateway';
import { multipartForm } from '../../../../local/workspace/http/multipart-form';
import { empty, redirect } from '../../../../local/workspace/http/reply';
import type { Method, Route } from '../../../../local/workspace/http/route';
import { RouteTable } from '../../../../local/workspace/http/route-table';
import { ANONYMOUS } from '../../../../local/workspace/identity/identity';
import { VirtualClock } from '../../../kit/virtual-clock';
import { call, errorOf, send, useWorkspaceServer } from '../../../kit/workspace/stand-in';

function route(endpoint: string): Route {
  const [method, path] = endpoint.split(' ') as [Method, string];
  return { method, path, answer: () => empty() };
}

describe('the table of routes', () => {
  const table = new RouteTable(
    ['GET /a', 'GET /a/{id}', 'GET /a/{id}/runs', 'GET /a/new', 'GET /f/{root}/{rest...}', 'PUT /a/{id}'].map(route),
  );

  for (const { endpoint, path, segments } of [
    { endpoint: 'GET /a', path: '/a', segments: {} },
    { endpoint: 'GET /a/7', path: '/a/{id}', segments: { id: '7' } },
    { endpoint: 'GET /a/new', path: '/a/new', segments: {} },
    { endpoint: 'GET /a/new/runs', path: '/a/{id}/runs', segments: { id: 'new' } },
    { endpoint: 'GET /a/x%2Fy%20%C3%A4', path: '/a/{id}', segments: { id: 'x/y ä' } },
    { endpoint: 'GET /a/50%', path: '/a/{id}', segments: { id: '50%' } },
    { endpoint: 'GET /f/top/b%20c/../d', path: '/f/{root}/{rest...}', segments: { root: 'top', rest: 'b c/../d' } },
    { endpoint: 'PUT /a/7', path: '/a/{id}', segments: { id: '7' } },
  ]) {
    it(`leads ${endpoint} to ${path}`, () => {
      const [method = '', asked = ''] = endpoint.split(' ');
      const found = table.find(method, asked);
      assert.deepEqual([found?.route.path, found?.segments], [path, segments]);
    });
  }

  for (const endpoint of ['POST /a', 'GET /a/', 'GET /a/7/runs/1', 'GET /b', 'PUT /a']) {
    it(`has nothing for ${endpoint}`, () => {
      const [method = '', asked = ''] = endpoint.split(' ');
      assert.equal(table.find(method, asked), undefined);
    });
  }

  it('does not take two routes for one endpoint, nor two names for one segment', () => {
    assert.throws(() => new RouteTable([route('GET /a'), route('GET /a')]), /Two routes answer GET \/a/);
    assert.throws(() => new RouteTable([route('GET /a/{id}'), route('GET /a/{name}/x')]), /\{name\}/);
  });
});

describe('a form', () => {
  const type = 'multipart/form-data; boundary="b-1"';
  const body = (...lines: readonly string[]) => Buffer.from(lines.join('\r\n'));

  it('is read part by part, bytes as they are', () => {
    const head = 'Content-Disposition: form-data; name="content"; filename="a"\r\nContent-Type: text/plain';
    const parts = multipartForm(
      type,
      body(
        '--b-1',
        head,
        '',
        '\r\n--b-2',
        '--b-1',
        'content-disposition: form-data; name="path"',
        '',
        '/ä',
        '--b-1--',
        '',
      ),
    );
    assert.deepEqual(
      [...(parts ?? [])].map(([name, value]) => [name, value.toString()]),
      [
        ['content', '\r\n--b-2'],
        ['path', '/ä'],
      ],
    );
  });

  it('is only what says so', () => assert.equal(multipartForm('application/json', Buffer.from('{}')), undefined));

  for (const content of ['', 'nothing', '--b-1\r\nno name\r\n\r\nx\r\n--b-1--', '--b-1\r\nname="a"\r\n\r\ncut off']) {
    it(`is refused when it is '${content.replaceAll('\r\n', ' ')}'`, () => {
      assert.throws(() => multipartForm(type, Buffer.from(content)), { errorCode: 'MALFORMED_REQUEST' });
    });
  }
});

describe('a gateway', () => {
  const request = { method: 'GET', path: '/x', search: '', query: {}, headers: {}, content: Buffer.alloc(0) };
  const access = { workspace: undefined, identity: { userName: 'a', kind: 'user' }, isExpired: () => false } as const;

  it('returns 500 for a bug in a route and throws it when the server closes', async () => {
    const mistake = new TypeError('x is undefined');
    const failing: Route = { method: 'GET', path: '/x', answer: () => Promise.reject(mistake) };
    const gateway = new Gateway({ clock: new VirtualClock(), routes: [failing] });
    const verdict = await gateway.answer(request, access, 'id');
    assert.equal(typeof verdict === 'string' ? verdict : verdict.status, 500);
    assert.deepEqual(gateway.findings.crashes, [mistake]);
  });

  for (const { open, status } of [
    { open: { open: true } as const, status: 302 },
    { open: {}, status: 401 },
  ]) {
    it(`answers ${status} without a token when a route is ${status === 302 ? '' : 'not '}open`, async () => {
      const routes = [{ method: 'GET', path: '/x', ...open, answer: () => redirect('/y') }] as const;
      const gateway = new Gateway({ clock: new VirtualClock(), routes });
      const verdict = await gateway.answer(request, { ...access, identity: ANONYMOUS }, 'id');
      assert.equal(typeof verdict === 'string' ? verdict : verdict.status, status);
    });
  }
});

describe('workspace import by other ways', () => {
  const addWorkspace = useWorkspaceServer();
  const FILE = 'POST /api/2.0/workspace-files/import-file';
  const NOTEBOOK = '# Databricks notebook source\nprint(1)\n';

  it('takes a form as the Python SDK sends it', async () => {
    const workspace = addWorkspace();
    const form = new FormData();
    form.set('path', "/Shared/o'dd ü.bin");
    form.set('format', 'AUTO');
    form.set('overwrite', 'true');
    form.set('content', new Blob([Buffer.from([0, 255, 13, 10, 45, 45])]), 'any');
    assert.equal((await send(workspace, 'POST /api/2.0/workspace/import', { body: form })).status, 200);
    const path = encodeURIComponent("Shared/o'dd ü.bin");
    const got = await send(workspace, `GET /api/2.0/workspace-files/${path}`);
    assert.deepEqual([got.status, [...got.content]], [200, [0, 255, 13, 10, 45, 45]]);
    assert.match(scalarText(workspace.requests[0]?.body), /^<\d+ bytes>$/);
  });

  it('takes raw bytes as the command line sends them, and makes notebooks of them as AUTO does', async () => {
    const workspace = addWorkspace();
    assert.equal((await send(workspace, `${FILE}/Shared%2Fn.py`, { body: NOTEBOOK })).status, 200);
    const { body } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: '/Shared/n' });
    assert.equal(body['object_type'], 'NOTEBOOK');
    assert.equal((await send(workspace, 'GET /api/2.0/workspace-files/Shared/n')).content.toString(), NOTEBOOK);
  });

  const refused: readonly { name: string; endpoint: string; content?: string; error: readonly [number, string] }[] = [
    {
      name: 'a file that exists',
      endpoint: `${FILE}/Shared/a.txt?overwrite=false`,
      error: [409, 'RESOURCE_ALREADY_EXISTS'],
    },
    {
      name: 'a notebook that exists',
      endpoint: `${FILE}/Shared/n.py`,
      content: NOTEBOOK,
      error: [400, 'RESOURCE_ALREADY_EXISTS'],
    },
    { name: 'a file without its parent', endpoint: `${FILE}/Shared/no/a.txt`, error: [404, 'RESOURCE_DOES_NOT_EXIST'] },
    {
      name: 'a path that climbs',
      endpoint: `${FILE}/Shared%2F..%2F..%2Fa.txt`,
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a missing file',
      endpoint: 'GET /api/2.0/workspace-files/Shared/none',
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    { name: 'a folder', endpoint: 'GET /api/2.0/workspace-files/Shared', error: [400, 'INVALID_PARAMETER_VALUE'] },
    {
      name: 'more than 10 MB',
      endpoint: `${FILE}/Shared/big`,
      content: 'x'.repeat(10 * 1024 * 1024 + 1),
      error: [400, 'MAX_NOTEBOOK_SIZE_EXCEEDED'],
    },
  ];
  for (const { name, endpoint, content = 'new', error } of refused) {
    it(`refuses ${name}`, async () => {
      const workspace = addWorkspace();
      workspace.putFile('/Shared/a.txt', 'old');
      workspace.putNotebook('/Shared/n', NOTEBOOK);
      const init = endpoint.startsWith('POST') ? { body: content } : {};
      const answer = await send(workspace, endpoint, init);
      const body = JSON.parse(answer.content.toString()) as { error_code: string };
      assert.deepEqual([answer.status, body.error_code], error);
    });
  }

  it('refuses a form that is cut off', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const init = { headers, body: '--b\r\nContent-Disposition: form-data; name="path"\r\n\r\n/Sh' };
    const answer = await send(addWorkspace(), 'POST /api/2.0/workspace/import', init);
    assert.match(answer.content.toString(), /MALFORMED_REQUEST/);
  });
});

describe('groups', () => {
  const addWorkspace = useWorkspaceServer();
  const GROUPS = 'GET /api/2.0/preview/scim/v2/Groups';

  it('are found by name and read by id', async () => {
    const workspace = addWorkspace();
    const { body } = await call(workspace, GROUPS, { filter: 'displayName eq "Admins"' });
    const [group] = body['Resources'] as [{ id: string; displayName: string }];
    assert.deepEqual([body['totalResults'], group.displayName], [1, 'admins']);
    assert.equal((await call(workspace, `${GROUPS}/${group.id}`)).body['displayName'], 'admins');
    assert.equal((await call(workspace, GROUPS, { startIndex: 2, count: 1 })).body['itemsPerPage'], 1);
  });

  it('refuse an unknown id and a filter they do not have, in the words of SCIM', async () => {
    const workspace = addWorkspace();
    const missing = await call(workspace, `${GROUPS}/0`);
    assert.deepEqual([missing.status, missing.body['status'], errorOf(missing)[1]], [404, '404', undefined]);
    const filtered = await call(workspace, GROUPS, { filter: 'members eq "x"' });
    assert.deepEqual([filtered.status, filtered.body['scimType']], [400, 'invalidFilter']);
  });
});
