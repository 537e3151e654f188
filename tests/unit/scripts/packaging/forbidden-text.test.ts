import assert from 'node:assert/strict';
import { forbiddenIn } from '../../../../scripts/packaging/forbidden-text';

describe('forbiddenIn', () => {
  // Joined at run time, so that no scanner takes the samples for the real thing.
  const FORBIDDEN: readonly (readonly [name: string, text: string])[] = [
    ['a home folder on Linux', ['see /home', 'maria/churn'].join('/')],
    ['the home folder of root', ['at /root', '.config'].join('/')],
    ['a home folder on macOS', ['at /Users', 'maria/churn'].join('/')],
    ['a home folder on Windows', ['at C:', 'Users', 'maria'].join('\\')],
    ['a temporary folder', ['at /tmp', 'build-71/x.ts'].join('/')],
    ['a registry', ['https://registry', 'npmjs', 'org/axios'].join('.')],
    ['a Databricks token', `dapi${'0123456789abcdef'.repeat(2)}`],
    ['a signed token', ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'x'.repeat(43)].join('.')],
    ['a private key', ['-----BEGIN PRIVATE', `KEY-----\\n${'MIIE'.repeat(12)}`].join(' ')],
  ];
  for (const [name, text] of FORBIDDEN) {
    it(`finds ${name}`, () => assert.match(forbiddenIn(`first\n${text}`)[0] ?? '', /^line 2 contains /));
  }

  const ALLOWED: readonly (readonly [name: string, text: string])[] = [
    ['a user folder of the workspace', '/Workspace/Users/maria@example.com/churn'],
    ['a project on a shared path', '/Shared/churn/model_train'],
    ['a token that is a placeholder', 'dapi…'],
    ['the word for a kind of key', 'PRIVATE KEY'],
  ];
  for (const [name, text] of ALLOWED) {
    it(`allows ${name}`, () => assert.deepEqual(forbiddenIn(text), []));
  }
});
