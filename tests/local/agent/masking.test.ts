import assert from 'node:assert/strict';
import { SecretMasker } from '../../../local/agent/masking';
import { AgentFixture, bodyOf, printing } from '../../kit/local-agent/agent-fixture';

interface Case {
  readonly behavior: string;
  readonly secrets: readonly string[];
  readonly line: string;
  readonly wanted: string;
}

const CASES: readonly Case[] = [
  { behavior: 'hides each occurrence', secrets: ['abc'], line: 'abc-abc', wanted: '***-***' },
  { behavior: 'makes one mask of touching secrets', secrets: ['abc', 'def'], line: 'xabcdefx', wanted: 'x***x' },
  { behavior: 'makes one mask of overlapping secrets', secrets: ['abcd', 'cdef'], line: 'xabcdefx', wanted: 'x***x' },
  { behavior: 'hides the longer secret whole', secrets: ['abc', 'abc123'], line: '<abc123>', wanted: '<***>' },
  { behavior: 'hides a secret that overlaps itself', secrets: ['aba'], line: 'xababax', wanted: 'x***x' },
  { behavior: 'hides the JSON form', secrets: ['a"b\nc'], line: '{"p":"a\\"b\\nc"}', wanted: '{"p":"***"}' },
  { behavior: 'hides the URI form', secrets: ['p w/(1)!'], line: '?p=p%20w%2F%281%29%21&x', wanted: '?p=***&x' },
  { behavior: 'hides the form without backslashes', secrets: ['a\\\\b'], line: 'a\\b', wanted: '***' },
  {
    behavior: 'hides credentials in a URL that nobody declared',
    secrets: [],
    line: 'https://me:pat1@host/x',
    wanted: 'https://me:***@host/x',
  },
  {
    behavior: 'does not take a port for credentials',
    secrets: [],
    line: 'http://host:80/a@b',
    wanted: 'http://host:80/a@b',
  },
  { behavior: 'copes with half a surrogate pair', secrets: ['a\ud800b'], line: 'xa\ud800bx', wanted: 'x***x' },
  {
    behavior: 'shows what was derived from a secret',
    secrets: ['secret'],
    line: 'ecret c2VjcmV0',
    wanted: 'ecret c2VjcmV0',
  },
  { behavior: 'ignores an empty secret', secrets: [''], line: 'abc', wanted: 'abc' },
];

describe('a masker', () => {
  for (const { behavior, secrets, line, wanted } of CASES) {
    it(behavior, () => {
      const masker = new SecretMasker();
      secrets.forEach((secret) => masker.add(secret));
      assert.equal(masker.mask(line), wanted);
    });
  }

  it('hides more forms of a secret variable: base64, command text, without quotes or blanks', () => {
    const masker = new SecretMasker();
    masker.addVariable('"50% of it" ');
    masker.addVariable("'quoted'");
    const base64 = Buffer.from('"50% of it" ').toString('base64');
    assert.equal(masker.mask(`${base64}|"50%AZP25 of it" |"50% of it"|quoted`), '***|***|***|***');
  });

  it('ignores secrets shorter than the minimum, which is never more than 6', () => {
    const masker = new SecretMasker(100);
    masker.add('12345');
    masker.add('123456');
    assert.equal(masker.mask('12345 123456'), '12345 ***');
  });
});

describe('the log of a task', () => {
  let fixture: AgentFixture;
  beforeEach(() => {
    fixture = new AgentFixture();
  });
  afterEach(() => fixture.dispose());

  it('hides secret variables, authorization parameters and the job token from the first line', async () => {
    const result = await fixture.run(
      { main: printing('var-s3cret', 'dapi-s3cret', 'job-s3cret', 'tenant-1') },
      {
        job: {
          variables: { password: { value: 'var-s3cret', secret: true } },
          systemAccessToken: 'job-s3cret',
          endpoints: [
            {
              id: '0a5f7c80-9c6b-4d2f-8a43-6d1f9b1f2e01',
              name: 'dev',
              type: 'x',
              url: 'https://x/',
              authorization: { scheme: 'Token', parameters: { apitoken: 'dapi-s3cret', tenantId: 'tenant-1' } },
            },
          ],
        },
      },
    );
    assert.deepEqual(bodyOf(result), ['***', '***', '***', 'tenant-1']);
    assert.deepEqual(result.rawLines, ['var-s3cret', 'dapi-s3cret', 'job-s3cret', 'tenant-1']);
    assert.deepEqual(result.leaks, []);
  });

  it('hides a value from the moment the task declares it, and reports where it showed before', async () => {
    const result = await fixture.run({ main: printing('a tok-1', '##vso[task.setsecret]tok-1', 'b tok-1') });
    assert.deepEqual(bodyOf(result), ['a tok-1', 'b ***']);
    assert.deepEqual(result.leaks, ['a tok-1']);
  });

  it('hides secrets in issues and in stderr', async () => {
    const main = `${printing('##vso[task.setsecret]tok-1', '##vso[task.logissue type=error]bad tok-1')}
      process.stdin.on('end', () => console.error('tok-1')).resume();`;
    const result = await fixture.run({ main });
    assert.deepEqual(bodyOf(result), ['##[error]bad ***', '***']);
    assert.equal(result.issues[0]?.message, 'bad ***');
  });

  it('hides a secret that a restriction kept from being set, and a changed authorization parameter', async () => {
    const set = '##vso[task.setvariable variable=t;issecret=true]50%25tok';
    const id = '0a5f7c80-9c6b-4d2f-8a43-6d1f9b1f2e01';
    const authorization = { scheme: 'Token', parameters: {} };
    const result = await fixture.run(
      { main: printing(set, `##vso[task.setendpoint id=${id};field=authParameter;key=k]new-1`, '50%25tok new-1') },
      {
        step: { target: { settableVariables: 'none' } },
        job: { endpoints: [{ id, name: 'dev', type: 'x', url: 'https://x/', authorization }] },
      },
    );
    assert.equal(bodyOf(result).at(-1), '*** ***');
  });

  it('ignores an empty setsecret', async () => {
    assert.equal((await fixture.run({ main: printing('##vso[task.setsecret]') })).result, 'Succeeded');
  });

  it('shows the lines of a secret of several lines unless each was declared', async () => {
    const result = await fixture.run({ main: printing('##vso[task.setsecret]one%0Atwo', 'one', 'two') });
    assert.deepEqual(bodyOf(result), ['one', 'two']);
  });

  it('hides a secret of several lines inside one message', async () => {
    const main = printing('##vso[task.setsecret]one%0Atwo', '##vso[task.logissue type=error]<one%0Atwo>%0Aend');
    assert.deepEqual(bodyOf(await fixture.run({ main })), ['##[error]<***>', 'end']);
  });

  it('keeps a variable secret when a later step sets it again', async () => {
    const job = fixture.job();
    await job.runStep({
      taskFolder: fixture.task({
        main: printing('##vso[task.setvariable variable=t;issecret=true]one', '##vso[task.setvariable variable=t]two'),
      }),
    });
    const result = await job.runStep({ taskFolder: fixture.task({ main: printing('two') }) });
    assert.deepEqual(bodyOf(result), ['***']);
    assert.ok(job.variables.isSecret('T'));
  });
});
