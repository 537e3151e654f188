import assert from 'node:assert/strict';
import { dirname } from 'node:path/posix';
import { importCircles } from '../scripts/layers/import-circles';
import { layerViolations } from '../scripts/layers/layer-rules';
import { PIPELINE_LAYERS, PIPELINES } from '../scripts/layers/pipeline-layers';
import { root } from '../scripts/repository/repository';
import { taskNames } from '../scripts/repository/task-folders';
import { repositoryFiles } from './kit/repository-files';

const sources = repositoryFiles().filter(
  ({ path }) => path.endsWith('.ts') && path.includes('/') && !path.startsWith('tests/'),
);

describe('the layers', () => {
  it('are kept by every import in the repository', () => {
    assert.ok(sources.length > 50, `only ${sources.length} sources were found`);
    assert.deepEqual(
      sources.flatMap((source) => layerViolations(source)),
      [],
    );
  });

  const VIOLATIONS: readonly { name: string; path: string; text: string }[] = [
    { name: 'a layer above', path: 'lib/core/x.ts', text: `import { readYaml } from '../yaml/read';` },
    { name: 'a type of a layer above', path: 'lib/core/x.ts', text: `import type { Shape } from '../yaml/shape';` },
    { name: 'a type in place', path: 'lib/core/x.ts', text: `type S = import('../yaml/shape').Shape;` },
    { name: 'a module on demand', path: 'lib/core/x.ts', text: `const m = await import('../yaml/read');` },
    { name: 'a required module', path: 'lib/core/x.ts', text: `const m = require('../yaml/read');` },
    { name: 'a re-export', path: 'lib/core/x.ts', text: `export * from '../yaml/read';` },
    { name: 'an import for its effect', path: 'lib/core/x.ts', text: `import '../yaml/read';` },
    { name: 'an import of several lines', path: 'lib/core/x.ts', text: `import {\n  a,\n} from '../yaml/read';` },
    { name: 'Node in the pure core', path: 'lib/core/x.ts', text: `import { join } from 'node:path';` },
    { name: 'Node without its prefix', path: 'lib/core/x.ts', text: `import { join } from 'path';` },
    { name: 'process in the pure core', path: 'lib/core/x.ts', text: `const home = process.env['HOME'];` },
    { name: 'process taken apart', path: 'lib/core/x.ts', text: 'const { env } = process;' },
    { name: 'process in a task', path: 'tasks/A/run.ts', text: `const home = process.env['HOME'];` },
    {
      name: 'an HTTP package above lib/http',
      path: 'lib/databricks/x.ts',
      text: `import { A } from 'https-proxy-agent';`,
    },
    { name: 'its types', path: 'lib/databricks/x.ts', text: `import type { A } from 'https-proxy-agent';` },
    { name: 'the task library in a task', path: 'tasks/A/run.ts', text: `import 'azure-pipelines-task-lib/task';` },
    { name: 'the agent outside of index.ts', path: 'tasks/A/run.ts', text: `import '../../lib/agent/host';` },
    { name: 'HTTP in a task', path: 'tasks/A/run.ts', text: `import '../../lib/http/retry';` },
    { name: 'another task', path: 'tasks/A/run.ts', text: `import '../B/decide';` },
    { name: 'another task from index.ts', path: 'tasks/A/index.ts', text: `import '../B/run';` },
    { name: 'the clients in the stand-in', path: 'local/workspace/x.ts', text: `import '../../lib/databricks/jobs';` },
    {
      name: 'permissions in the HTTP gateway of the stand-in',
      path: 'local/workspace/http/x.ts',
      text: `import type { Permissions } from '../access/permissions';`,
    },
    { name: 'a task source in the demo', path: 'demo/x.ts', text: `import '../tasks/A/definition';` },
    { name: 'a folder that is not a layer', path: 'lib/odds/x.ts', text: '' },
  ];
  for (const { name, path, text } of VIOLATIONS) {
    it(`do not allow ${name}`, () => assert.equal(layerViolations({ path, text }).length, 1));
  }

  const ALLOWED: readonly { name: string; path: string; text: string }[] = [
    { name: 'a neighbor', path: 'lib/core/x.ts', text: `import './errors';` },
    { name: 'the layer below', path: 'lib/yaml/x.ts', text: `import '../core/errors';` },
    { name: 'a subfolder of the same layer', path: 'lib/databricks/x.ts', text: `import './wire/run';` },
    {
      name: 'the agent in index.ts',
      path: 'tasks/A/index.ts',
      text: `import '../../lib/agent/host';\nimport './run';`,
    },
    { name: 'a definition in a script', path: 'scripts/x.ts', text: `import '../tasks/A/definition';` },
    {
      name: 'the HTTP gateway in the permissions of the stand-in',
      path: 'local/workspace/access/x.ts',
      text: `import { Refusal } from '../http/refusal';`,
    },
    { name: 'an import in a comment', path: 'lib/core/x.ts', text: `// import '../yaml/read';` },
    { name: 'an import in a text', path: 'lib/core/x.ts', text: "const text = `\n  import '../yaml/read';`;" },
    { name: 'the word process', path: 'lib/core/x.ts', text: `const why = 'the process.';` },
  ];
  for (const { name, path, text } of ALLOWED) {
    it(`allow ${name}`, () => assert.deepEqual(layerViolations({ path, text }), []));
  }
});

describe('import circles', () => {
  it('are nowhere in the repository', () => {
    assert.deepEqual(importCircles(sources), []);
  });

  it('are found if a type import closes them, and reported once', () => {
    const circle = importCircles([
      { path: 'lib/core/a.ts', text: `import { b } from './b';` },
      { path: 'lib/core/b.ts', text: `import type { C } from './c';` },
      { path: 'lib/core/c.ts', text: `export { a } from './a';` },
      { path: 'lib/core/d.ts', text: `import { a } from './a';` },
    ]);
    assert.deepEqual(circle, ['lib/core/a.ts ⇄ lib/core/b.ts ⇄ lib/core/c.ts']);
  });
});

describe('rooms', () => {
  const inside = (folder: string) => sources.filter(({ path }) => path.startsWith(`${folder}/`));
  const folderOf = (path: string) => dirname(path);
  const wingOf = (path: string) => path.split('/').slice(0, 2).join('/');

  it('of the stand-in import each other in no circle, inner rooms included', () => {
    assert.deepEqual(importCircles(inside('local/workspace'), folderOf), []);
  });

  // The top files of a wing and its inner rooms may still import each other.
  it('of lib import each other in no circle, each with its inner rooms', () => {
    assert.deepEqual(importCircles(inside('lib'), wingOf), []);
  });

  it('are found if different files close the circle', () => {
    const circle = importCircles(
      [
        { path: 'local/workspace/jobs/list.ts', text: `import type { Level } from '../access/level';` },
        { path: 'local/workspace/jobs/job.ts', text: '' },
        { path: 'local/workspace/access/level.ts', text: '' },
        { path: 'local/workspace/access/check.ts', text: `import type { Job } from '../jobs/job';` },
      ],
      folderOf,
    );
    assert.deepEqual(circle, ['local/workspace/access ⇄ local/workspace/jobs']);
  });
});

describe('a task folder', () => {
  const LONGEST = 250;
  const MOST_FILES = 6;
  for (const task of taskNames(root)) {
    const files = sources.filter(({ path }) => path.startsWith(`tasks/${task}/`));
    it(`${task} has words, binding and a short run`, () => {
      const lines = files.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
      assert.ok(files.length <= MOST_FILES, `${files.length} files`);
      assert.ok(lines <= LONGEST, `${lines} lines`);
    });
  }
});

describe('the pipeline compiler', () => {
  const LONGEST = 200;

  it('knows in no stage a later one', () => {
    const later = PIPELINE_LAYERS.flatMap(({ folder, layers }, index) =>
      layers
        .filter((layer: string) => layer.startsWith('local/pipelines') && !PIPELINES.slice(0, index).includes(layer))
        .map((layer) => `${folder} knows ${layer}`),
    );
    assert.deepEqual(later, []);
  });

  it(`has no file of more than ${LONGEST} lines`, () => {
    const files = sources.filter(({ path }) => path.startsWith('local/pipelines/'));
    const long = files.filter(({ text }) => text.split('\n').length - 1 > LONGEST);
    assert.ok(files.length > 50);
    assert.deepEqual(
      long.map(({ path }) => path),
      [],
    );
  });
});

describe('private members', () => {
  it('begin with #, which holds at run time too', () => {
    const found = sources.filter(({ text }) => /\bprivate (?!constructor\b)(?:readonly )?\w+[:(;]/.test(text));
    assert.deepEqual(
      found.map(({ path }) => path),
      [],
    );
  });
});
