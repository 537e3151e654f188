import assert from 'node:assert/strict';
import type { Json } from '../../../lib/core/lossless-json';
import { partAt } from '../../../lib/project/merge';
import type { Part, Setting } from '../../../lib/project/schema/part';
import { effectiveConfiguration, projectFile } from '../../../lib/project/schema/project';
import { loosened } from '../../../lib/project/tighten';
import type { Leaf } from '../../../lib/project/tree';

interface Named {
  readonly path: string;
  readonly setting: Setting;
}

function settingsIn(part: Part, path: string): readonly Named[] {
  switch (part.kind) {
    case 'setting':
      return [{ path, setting: part }];
    case 'section':
      return Object.entries(part.keys).flatMap(([key, inner]) => settingsIn(inner, `${path}.${key}`));
    case 'entries':
      return settingsIn(part.of, `${path}.<name>`);
    case 'items':
      return Object.entries(part.of.keys).flatMap(([key, inner]) => settingsIn(inner, `${path}[].${key}`));
  }
}

const SETTINGS = settingsIn(effectiveConfiguration, '').map(({ path, setting }) => ({ path: path.slice(1), setting }));

/** What a project is free to decide, whatever its organization demands. A key that is not here has a mark that holds it. */
const FREE = [
  'modelName',
  'model.description',
  'model.experiment',
  'data.training.table',
  'data.training.timeColumn',
  'data.evaluation.table',
  'data.evaluation.label',
  'data.evaluation.positiveClass',
  'data.evaluation.key',
  'data.evaluation.seed',
  'data.scoring.input',
  'data.scoring.output.table',
  'data.scoring.output.path',
  'training.notebook',
  'training.parameters.<name>',
  'comparison.prediction',
  'comparison.storage',
  'comparison.slices[].column',
  'comparison.otherData[].name',
  'comparison.threshold',
  'comparison.scorer.runAs',
  'compliance.waivers[].check',
  'compliance.waivers[].reason',
  'compliance.waivers[].owner',
  'compliance.waivers[].approvedBy',
  'compliance.waivers[].until',
  'compliance.waivers[].version',
  'compliance.waivers[].commit',
  'pullRequests.schema',
  'release.jobs',
];

describe('the schema', () => {
  it('lets a project decide freely what is listed here, and compute, and nothing else', () => {
    const free = SETTINGS.filter(({ setting }) => setting.tightens === 'free').map(({ path }) => path);
    assert.deepEqual(free.filter((path) => !path.includes('.compute.')).toSorted(), FREE.toSorted());
  });

  for (const { path, setting } of SETTINGS.filter((each) => each.setting.tightens !== 'free')) {
    it(`lets a project only tighten ${path} (${setting.tightens})`, () => {
      const { weak, strict } = weakAndStrict(setting);
      const spot = { part: setting, path };
      assert.equal(loosened(leaf(weak), leaf(strict), spot).length, 1, 'loosening is refused');
      assert.equal(loosened(leaf(strict), leaf(strict), spot).length, 0, 'the same is fine');
      const isFixed = setting.tightens === 'fixed';
      assert.equal(loosened(leaf(strict), leaf(weak), spot).length, isFixed ? 1 : 0, 'tightening is fine');
    });
  }

  it('has a sentence for each key', () => {
    const everywhere = settingsIn(projectFile, '');
    assert.deepEqual(
      everywhere.filter(({ setting }) => !/^[A-Z'].*\.$/s.test(setting.means)).map(({ path }) => path),
      [],
    );
  });

  it('says at each place of a path which part it is', () => {
    assert.equal(partAt(effectiveConfiguration, 'constructor'), undefined);
    assert.equal(partAt(effectiveConfiguration, 'promotion')?.kind, 'section');
  });
});

function leaf(value: Json): Leaf {
  return { kind: 'leaf', value, origin: { kind: 'project', at: { file: 'x.yml', line: 1, column: 1 } } };
}

function weakAndStrict({ tightens, levels = [] }: Setting): { readonly weak: Json; readonly strict: Json } {
  switch (tightens) {
    case 'lower':
      return { weak: 2, strict: 1 };
    case 'higher':
      return { weak: 1, strict: 2 };
    case 'superset':
      return { weak: ['a'], strict: ['a', 'b'] };
    case 'subset':
      return { weak: ['a', 'b'], strict: ['a'] };
    case 'level':
      return { weak: levels[0] ?? null, strict: levels.at(-1) ?? null };
    case 'fixed':
    case 'free':
      return { weak: 'a', strict: 'b' };
  }
}
