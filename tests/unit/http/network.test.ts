import assert from 'node:assert/strict';
import { isLoopback, proxyFor, type Proxy } from '../../../lib/http/network';

const ADDRESS = 'https://adb-1.7.azuredatabricks.net/api/2.2/jobs/get';
const PROXY: Proxy = { url: 'http://proxy.corp:3128', bypass: [] };

describe('proxyFor', () => {
  const CASES: readonly { when: string; url?: string; proxy: Proxy | undefined; through: string | undefined }[] = [
    { when: 'there is none', proxy: undefined, through: undefined },
    { when: 'nothing bypasses it', proxy: PROXY, through: 'http://proxy.corp:3128/' },
    { when: 'a pattern matches', proxy: { ...PROXY, bypass: ['x', '.*\\.AzureDatabricks\\.net'] }, through: undefined },
    { when: 'no pattern matches', proxy: { ...PROXY, bypass: ['example\\.com'] }, through: 'http://proxy.corp:3128/' },
    {
      when: 'a pattern ends with the host',
      proxy: { ...PROXY, bypass: ['\\.azuredatabricks\\.net$'] },
      through: undefined,
    },
    {
      when: 'a pattern ends with a slash',
      proxy: { ...PROXY, bypass: ['^https://[^/]+databricks.net/$'] },
      through: undefined,
    },
    {
      when: 'a pattern names the port',
      url: 'https://w.corp:8443/x',
      proxy: { ...PROXY, bypass: ['corp:8443$'] },
      through: undefined,
    },
    {
      when: 'a pattern matches the path only',
      proxy: { ...PROXY, bypass: ['jobs'] },
      through: 'http://proxy.corp:3128/',
    },
    { when: 'a pattern is empty', proxy: { ...PROXY, bypass: ['', ' '] }, through: 'http://proxy.corp:3128/' },
    { when: 'a pattern is not readable', proxy: { ...PROXY, bypass: ['*.net'] }, through: 'http://proxy.corp:3128/' },
    { when: 'the host is this machine', url: 'http://localhost:80/x', proxy: PROXY, through: undefined },
    {
      when: 'it has a user and a password',
      proxy: { ...PROXY, username: 'DOM\\ann', password: 'p@ss:w/rd%41' },
      through: 'http://DOM%5Cann:p%40ss%3Aw%2Frd%2541@proxy.corp:3128/',
    },
    {
      when: 'its own address holds them',
      proxy: { ...PROXY, url: 'http://ann:pw@proxy.corp:3128' },
      through: 'http://ann:pw@proxy.corp:3128/',
    },
  ];
  for (const { when, url = ADDRESS, proxy, through } of CASES) {
    it(`goes ${through === undefined ? 'direct' : 'through the proxy'} when ${when}`, () => {
      assert.equal(proxyFor(url, proxy), through);
    });
  }
});

describe('isLoopback', () => {
  const CASES: readonly (readonly [url: string, is: boolean])[] = [
    ['http://localhost:8080/', true],
    ['https://127.0.0.1/', true],
    ['http://[::1]:5/', true],
    ['https://localhost.example.com/', false],
    ['https://10.0.0.1/', false],
  ];
  for (const [url, is] of CASES) {
    it(`says ${is} of ${url}`, () => assert.equal(isLoopback(url), is));
  }
});
