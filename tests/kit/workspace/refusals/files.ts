import { INVALID, MISSING, NOT_FOUND, refusedBelow, type ExpectedError, type RefusedCall } from './refused-call';

const VOLUME_MISSING: ExpectedError = [404, 'VOLUME_DOES_NOT_EXIST'];
const UNSIGNED: ExpectedError = [403, 'PERMISSION_DENIED'];

/** Notebooks, Git folders and files, wherever they lie. */
export const FILES: readonly RefusedCall[] = [
  ...refusedBelow('/api/2.0/workspace', [
    ['POST /import', { path: '/none/a.txt', format: 'AUTO', content: '' }, MISSING],
    ['POST /mkdirs', { path: '/Shared/../a' }, INVALID],
    ['POST /delete', { path: '/none' }, MISSING],
    ['GET /get-status', { path: '/none' }, MISSING],
    ['GET /list', { path: '/none' }, MISSING],
    ['GET /export', { path: '/none' }, MISSING],
  ]),
  ...refusedBelow('/api/2.0/workspace-files', [
    ['POST /import-file/{path...}', {}, MISSING, '/import-file/none%2Fa.txt'],
    ['GET /{path...}', {}, MISSING],
  ]),
  ...refusedBelow('/api/2.0/repos', [
    ['POST ', { url: 'https://example.com/a.git', provider: 'none' }, INVALID],
    ['GET ', { next_page_token: '?' }, INVALID],
    ['GET /{id}', {}, MISSING, '/1'],
    ['PATCH /{id}', { branch: 'main' }, MISSING, '/1'],
    ['DELETE /{id}', {}, MISSING, '/1'],
  ]),
  ...refusedBelow('/api/2.0/git-credentials', [
    ['POST ', { git_provider: 'none', personal_access_token: 't' }, INVALID],
    ['GET ', { principal_id: '1' }, MISSING],
    ['GET /{id}', {}, MISSING, '/1'],
    ['PATCH /{id}', { git_provider: 'gitHub', personal_access_token: 't' }, MISSING, '/1'],
    ['DELETE /{id}', {}, MISSING, '/1'],
  ]),
  ...refusedBelow('/api/2.0/fs', [
    ['PUT /files/{root}/{below...}', {}, VOLUME_MISSING, '/files/Volumes/main/default/none/a'],
    ['GET /files/{root}/{below...}', {}, NOT_FOUND],
    ['HEAD /files/{root}/{below...}', {}, [404], '/files/Volumes/main/default/none/a'],
    ['DELETE /files/{root}/{below...}', {}, VOLUME_MISSING, '/files/Volumes/main/default/none/a'],
    ['POST /files/{root}/{below...}', {}, VOLUME_MISSING, '/files/Volumes/main/default/none/a?action=initiate-upload'],
    ['PUT /directories/{root}/{below...}', {}, VOLUME_MISSING, '/directories/Volumes/main/default/none/a'],
    ['HEAD /directories/{root}/{below...}', {}, [404], '/directories/Volumes/main/default/none/a'],
    ['GET /directories/{root}/{below...}', {}, VOLUME_MISSING, '/directories/Volumes/main/default/none/a'],
    ['DELETE /directories/{root}/{below...}', {}, VOLUME_MISSING, '/directories/Volumes/main/default/none/a'],
    ['POST /create-download-url', { path: '/Volumes/main/default/none/a' }, VOLUME_MISSING],
    ['POST /create-upload-url', { path: '/Volumes/main/default/none/a' }, VOLUME_MISSING],
    ['POST /create-upload-part-urls', { path: '/Volumes/main/default/none/a' }, VOLUME_MISSING],
    ['POST /create-abort-upload-url', { path: '/Volumes/main/default/none/a' }, VOLUME_MISSING],
  ]),
  ...refusedBelow('/signed-storage', [
    ['GET /{org_id}/{ticket}', {}, UNSIGNED],
    ['PUT /{org_id}/{ticket}', {}, UNSIGNED],
    ['DELETE /{org_id}/{ticket}', {}, UNSIGNED],
  ]),
];
