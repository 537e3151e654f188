import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/repository/repository';
import { taskNames } from '../scripts/repository/task-folders';
import { CopiedRepository } from './kit/copied-repository';
import { runStep } from './kit/tasks/pipeline';
import { useWorkspaces } from './kit/tasks/workspace-under-test';

interface TaskJson {
  readonly id: string;
  readonly name: string;
  readonly version: object;
  readonly helpUrl: string;
  readonly inputs: readonly { readonly name: string; readonly type: string }[];
}
interface Manifest {
  readonly id: string;
  readonly publisher: string;
  readonly contributions: readonly { readonly type: string; readonly properties: { readonly name: string } }[];
}

const ADDRESSES = [
  '--documentation=https://code.example/contoso/mlops/docs/',
  '--repository=https://code.example/contoso/mlops',
  '--support=https://help.example/mlops',
];

/** The package that a build wrote, unpacked by somebody else's reader of zip files. */
class Unpacked {
  readonly folder = mkdtempSync(join(tmpdir(), 'vsix-'));

  constructor(vsix: string) {
    execFileSync('python3', ['-m', 'zipfile', '-e', vsix, this.folder]);
  }

  text(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  get manifest(): Manifest {
    return JSON.parse(this.text('extension.vsomanifest')) as Manifest;
  }

  get tasks(): readonly TaskJson[] {
    return taskNames(root).map((name) => JSON.parse(this.text(`tasks/${name}/task.json`)) as TaskJson);
  }

  get connectionType(): string {
    const found = this.manifest.contributions.filter(({ type }) => type.endsWith('service-endpoint-type'));
    return found.map(({ properties }) => properties.name).join();
  }
}

describe('A package under a publisher of one’s own', function () {
  this.timeout(120_000);
  const newWorkspace = useWorkspaces();
  let copy: CopiedRepository;
  let original: Unpacked;
  let own: Unpacked;
  before(async () => {
    copy = new CopiedRepository();
    original = await packed();
    own = await packed('--publisher', 'Contoso-ML', '--suffix', 'test', '--version', '3.4.5', ...ADDRESSES);
  });
  after(() => {
    copy.remove();
    [original, own].forEach(({ folder }) => rmSync(folder, { recursive: true }));
  });

  async function packed(...options: readonly string[]): Promise<Unpacked> {
    rmSync(join(copy.folder, 'dist'), { recursive: true, force: true });
    const { exitCode, output } = await copy.npm('package', '--', ...options);
    assert.equal(exitCode, 0, output);
    const vsix = readdirSync(join(copy.folder, 'dist')).find((name) => name.endsWith('.vsix'));
    return new Unpacked(join(copy.folder, 'dist', vsix ?? assert.fail(output)));
  }

  it('passes the packer and has publisher, ID, version and links', () => {
    const identity = /<Identity [^>]*>/.exec(own.text('extension.vsixmanifest'))?.[0] ?? '';
    assert.match(identity, /Id="mlops-for-databricks-test"/);
    assert.match(identity, /Version="3\.4\.5"/);
    assert.match(identity, /Publisher="Contoso-ML"/);
    for (const [link, address] of [
      ['Learn', 'https://code.example/contoso/mlops/docs'],
      ['Support', 'https://help.example/mlops'],
      ['GitHub', 'https://code.example/contoso/mlops'],
    ]) {
      assert.ok(own.text('extension.vsixmanifest').includes(`Links.${link}" Value="${address}"`), link);
    }
    assert.deepEqual(
      own.tasks.map(({ version, name }) => [name, version]),
      taskNames(root).map((name) => [name, { Major: 1, Minor: 4, Patch: 5 }]),
    );
  });

  it('shares no task id and no connection type with the original', () => {
    const ids = [original, own].flatMap(({ tasks, connectionType }) => [connectionType, ...tasks.map(({ id }) => id)]);
    assert.equal(new Set(ids).size, 2 * (taskNames(root).length + 1));
  });

  it('keeps the ids of the repository when nothing is asked for', () => {
    const recorded = JSON.parse(readFileSync(join(root, 'tests/record/public-words.json'), 'utf8')) as Readonly<
      Record<string, { readonly id: string }>
    >;
    assert.deepEqual(
      original.tasks.map(({ name, id }) => [name, id]),
      taskNames(root).map((name) => [name, recorded[name]?.id]),
    );
    assert.equal(original.connectionType, 'databricks-mlops');
  });

  it('uses its own connection type in every task', () => {
    const asked = own.tasks.flatMap(({ inputs }) => inputs.map(({ type }) => type));
    const types = new Set(asked.filter((type) => type.startsWith('connectedService:databricks')));
    assert.deepEqual([...types], [`connectedService:${own.connectionType}`]);
  });

  it('runs its tasks through such a connection', async () => {
    const pipelineOptions = { workspace: newWorkspace(), endpoint: { type: own.connectionType } };
    const taskFolder = join(own.folder, 'tasks/DatabricksRunJob');
    const step = await runStep(pipelineOptions, { notebookPath: '/Shared/ok' }, { taskFolder });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.equal(step.outputs['notebookResult'], 'done');
    assert.ok(step.log.includes('Version      : 1.4.5'));
  });

  it('leads from an error to its chapter where it knows the address of the documentation', async () => {
    const taskFolder = join(own.folder, 'tasks/DatabricksRunJob');
    const step = await runStep({ workspace: newWorkspace() }, { notebookPath: '/Shared/fails' }, { taskFolder });
    const chapter = 'https://code.example/contoso/mlops/docs/troubleshooting.md#run_failed';
    const message = step.issues[0]?.message ?? '';
    assert.ok(message.endsWith(` (RUN_FAILED: ${chapter})`), message);
  });

  it("links each log to the extension's page by default", async () => {
    const taskFolder = join(original.folder, 'tasks/DatabricksRunJob');
    const step = await runStep({ workspace: newWorkspace() }, { notebookPath: '/Shared/ok' }, { taskFolder });
    const page = 'https://marketplace.visualstudio.com/items?itemName=mlops-for-databricks.mlops-for-databricks';
    assert.ok(step.log.includes(`Help         : ${page}`), step.log.join('\n'));
  });

  const REFUSED: readonly (readonly [name: string, options: readonly string[], lines: RegExp])[] = [
    [
      'the name of a publisher',
      ['--publisher', 'Contoso Ltd'],
      /^Option --publisher has the invalid value 'Contoso Ltd'\.\nFix: Copy the ID/,
    ],
    [
      'a publisher with two hyphens in a row',
      ['--publisher', 'a--b'],
      /^Option --publisher has the invalid value 'a--b'\.\nFix: /,
    ],
    [
      'an upper-case suffix',
      ['--suffix', 'Test'],
      /^Option --suffix has the invalid value 'Test'\.\nFix: Use up to 12 lower-case/,
    ],
    [
      'a version of two numbers',
      ['--version', '1.2'],
      /^Option --version has the invalid value '1\.2'\.\nFix: Use three numbers/,
    ],
    [
      'an address without https',
      ['--support', 'http://help.example'],
      /^Option --support .*\nFix: .*starts with https/,
    ],
    [
      'documentation that pages cannot be appended to',
      ['--documentation', 'https://a.example/?p=1'],
      /\nFix: .*appended/,
    ],
    ['an option that nobody knows', ['--pubisher', 'contoso'], /^Unknown option '--pubisher'\.\nFix: npm run package/],
    ['a word without an option', ['contoso'], /^Unexpected argument 'contoso'\.\nFix: npm run package/],
  ];
  for (const [name, options, lines] of REFUSED) {
    it(`is refused in two lines with ${name}`, async () => {
      const { exitCode, output } = await copy.npm('package', '--', ...options);
      assert.equal(exitCode, 1);
      assert.match(output, lines);
      assert.equal(output.trimEnd().split('\n').length, 2, output);
    });
  }
});
