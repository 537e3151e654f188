import assert from 'node:assert/strict';
import { answered, call, errorOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const DBFS = '/api/2.0/dbfs';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('files of DBFS', () => {
  const addWorkspace = useWorkspaceServer();

  it('are written at once or by blocks, listed, moved and deleted', async () => {
    const workspace = addWorkspace();
    await answered(workspace, `POST ${DBFS}/put`, { path: '/out/a.txt', contents: base64('first') });
    const { handle } = await answered(workspace, `POST ${DBFS}/create`, { path: '/out/b.txt' });
    for (const data of ['one', 'two'].map(base64)) {
      await answered(workspace, `POST ${DBFS}/add-block`, { handle: handle ?? null, data });
    }
    await answered(workspace, `POST ${DBFS}/close`, { handle: handle ?? null });
    await answered(workspace, `POST ${DBFS}/move`, { source_path: '/out/b.txt', destination_path: '/out/c/b.txt' });
    const read = await answered(workspace, `GET ${DBFS}/read`, { path: '/out/c/b.txt', offset: 3, length: 10 });
    assert.deepEqual(read, { bytes_read: 3, data: base64('two') });
    const { files } = await answered(workspace, `GET ${DBFS}/list`, { path: '/out' });
    assert.deepEqual(
      (files as { path: string }[]).map(({ path }) => path),
      ['/out/a.txt', '/out/c'],
    );
    await answered(workspace, `POST ${DBFS}/delete`, { path: '/out', recursive: true });
    assert.equal((await call(workspace, `GET ${DBFS}/get-status`, { path: '/out' })).status, 404);
  });

  it('are replaced only on demand, and folders with content are deleted only with it', async () => {
    const workspace = addWorkspace();
    const file = { path: '/out/a.txt', contents: base64('x') };
    await answered(workspace, `POST ${DBFS}/put`, file);
    const again = await call(workspace, `POST ${DBFS}/put`, file);
    assert.deepEqual(errorOf(again), [400, 'RESOURCE_ALREADY_EXISTS']);
    await answered(workspace, `POST ${DBFS}/put`, { ...file, overwrite: true });
    assert.deepEqual(errorOf(await call(workspace, `POST ${DBFS}/delete`, { path: '/out' })), [400, 'IO_ERROR']);
    const long = await call(workspace, `GET ${DBFS}/read`, { path: '/out/a.txt', length: 2_000_000 });
    assert.deepEqual(errorOf(long), [400, 'MAX_READ_SIZE_EXCEEDED']);
  });
});
