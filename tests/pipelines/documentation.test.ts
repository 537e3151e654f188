import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocumentation } from '../../scripts/generation/documentation-table';

describe('the list of documented sections', () => {
  const documentation = readDocumentation(readFileSync(join(__dirname, 'documentation.yml'), 'utf8'));
  const named = new Set(
    Object.values(documentation)
      .flatMap((page) => Object.values(page))
      .flat(),
  );
  const cases = ['expand', 'validate', 'shapes'].flatMap((kind) =>
    readdirSync(join(__dirname, kind)).map((name) => `${kind}/${name}`),
  );

  it('names cases that exist', () => {
    const paths = [...named].filter((path) => path.includes('/'));
    assert.ok(paths.length > 50);
    const missing = paths.filter((path) => !existsSync(join(__dirname, path.endsWith('.ts') ? '..' : '', path)));
    assert.deepEqual(missing, []);
  });

  it('has a place for every case that restates documentation', () => {
    const own = cases.filter((path) => !named.has(path));
    // These are about files, mistakes and reports, which no section describes.
    assert.deepEqual(own.toSorted(), [
      'expand/names-every-file-that-leads-to-a-mistake',
      'expand/refuses-a-file-that-is-no-mapping',
      'expand/refuses-a-pipeline-file-that-is-empty',
      'expand/refuses-anchors-and-several-documents',
      'expand/windows-line-ends-and-a-byte-order-mark-change-nothing',
      'shapes/azure-cli-with-a-connection-per-stage',
      'shapes/old-style-template-parameters',
      'shapes/optional-settings-with-insert',
      'validate/inputs-of-everyday-tasks',
      'validate/inputs-of-our-own-tasks',
      'validate/parameters-that-nobody-uses',
      'validate/problems-of-a-template-name-how-it-came-in',
    ]);
  });
});
