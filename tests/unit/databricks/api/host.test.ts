import assert from 'node:assert/strict';
import { UserError } from '../../../../lib/core/errors';
import { workspaceHost, type WorkspaceHost } from '../../../../lib/databricks/api/host';

const ORIGIN = 'https://adb-1.7.azuredatabricks.net';

describe('workspaceHost', () => {
  const GOOD: readonly (readonly [address: string, host: WorkspaceHost])[] = [
    [ORIGIN, { origin: ORIGIN }],
    [`  ${ORIGIN}/ \n`, { origin: ORIGIN }],
    ['adb-1.7.azuredatabricks.net', { origin: ORIGIN }],
    ['HTTPS://ADB-1.7.AzureDatabricks.net:443', { origin: ORIGIN }],
    [`${ORIGIN}/browse/folders/1?o=123#job/5`, { origin: ORIGIN, workspaceId: '123' }],
    [`${ORIGIN}?w=123`, { origin: ORIGIN, workspaceId: '123' }],
    [`${ORIGIN}?workspace_id=123`, { origin: ORIGIN, workspaceId: '123' }],
    ['http://localhost:8080/x', { origin: 'http://localhost:8080' }],
    ['http://127.0.0.1:8080', { origin: 'http://127.0.0.1:8080' }],
  ];
  for (const [address, host] of GOOD) {
    it(`understands ${JSON.stringify(address)}`, () => assert.deepEqual(workspaceHost(address), host));
  }

  const BAD: readonly (readonly [address: string, lines: RegExp])[] = [
    ['', /^The workspace address '' is not a URL\.\nFix: Set the address/],
    ['not a host', /^The workspace address 'not a host' is not a URL\./],
    ['ftp://adb-1.net', /is not a URL/],
    [
      'http://adb-1.net/x',
      /^The workspace address 'http:\/\/adb-1\.net' is not https.*\nFix: Set https:\/\/adb-1\.net in/,
    ],
    ['http://localhost.example.com', /is not https/],
  ];
  for (const [address, lines] of BAD) {
    it(`refuses ${JSON.stringify(address)}`, () => {
      assert.throws(
        () => workspaceHost(address),
        (error) => error instanceof UserError && error.code === 'HOST_UNUSABLE' && lines.test(error.lines),
      );
    });
  }
});
