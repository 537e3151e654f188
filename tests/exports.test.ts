import assert from 'node:assert/strict';
import { dirname, join } from 'node:path/posix';
import { repositoryFiles } from './kit/repository-files';

interface Use {
  /** Path of the file without its ending. */
  readonly file: string;
  /** `*` for all of it. */
  readonly name: string;
}

const NAMED = /^(?:import|export)\s+(?:type\s+)?\{(?<names>[^}]*)\}\s+from\s+'(?<file>\.[^']+)'/gm;
const WHOLE = /(?:^(?:import|export)\s+\*[^'\n]*from\s+|\bimport\()'(?<file>\.[^']+)'/gm;
const VALUE = /^export\s+(?:abstract\s+|async\s+)?(?:function\*?|class|const)\s+(?<name>\w+)/gm;

/** Tests read these lists, run these checks, and take these steps one by one; nothing else uses them by name. */
const FOR_TESTS = new Set([
  'lib/core/error-codes ERROR_CODES',
  'lib/places/roll-back/carry-out announce',
  'lib/places/roll-back/carry-out moverOf',
  'lib/places/roll-back/carry-out settle',
  'scripts/generation/yaml-examples problemsInExamples',
  'lib/project/table-names fullTableName',
  'scripts/generation/configuration-page documentedWords',
  'scripts/layers/import-circles importCircles',
  'scripts/layers/layer-rules layerViolations',
]);

const sources = repositoryFiles().filter(({ path }) => path.endsWith('.ts') && !path.startsWith('tests/'));

function usesIn({ path, text }: { readonly path: string; readonly text: string }): readonly Use[] {
  const target = (file: string | undefined): string => join(dirname(path), file ?? '');
  const named = [...text.matchAll(NAMED)].flatMap(({ groups }) =>
    (groups?.['names'] ?? '').split(',').map((name): Use => ({
      file: target(groups?.['file']),
      name:
        name
          .trim()
          .replace(/^type /, '')
          .split(' ')[0] ?? '',
    })),
  );
  const whole = [...text.matchAll(WHOLE)].map(({ groups }): Use => ({ file: target(groups?.['file']), name: '*' }));
  return [...named, ...whole];
}

describe('what a file exports', () => {
  it('is used by another file that is not a test, or is not exported', () => {
    assert.ok(sources.length > 500, `only ${sources.length} sources were found`);
    const used = new Set(sources.flatMap(usesIn).map(({ file, name }) => `${file} ${name}`));
    const exported = sources.flatMap(({ path, text }) => {
      const file = path.replace(/\.ts$/, '');
      return [...text.matchAll(VALUE)].map(({ groups }) => ({ file, name: groups?.['name'] ?? '' }));
    });
    assert.ok(exported.length > 500, `only ${exported.length} exports were found`);
    const unused = exported
      .filter(({ file, name }) => !used.has(`${file} ${name}`) && !used.has(`${file} *`))
      .map(({ file, name }) => `${file} ${name}`);
    assert.deepEqual(
      unused.filter((one) => !FOR_TESTS.has(one)),
      [],
    );
    assert.deepEqual(
      [...FOR_TESTS].filter((one) => !unused.includes(one)),
      [],
      'an exception that is no longer one',
    );
  });
});
