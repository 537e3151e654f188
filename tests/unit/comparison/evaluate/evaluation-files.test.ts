import assert from 'node:assert/strict';
import { EVALUATION_FILES, FREEZE, REDUCE, SCORE } from '../../../../lib/comparison/evaluate/evaluation-files';
import { shippedFile } from '../../../kit/shipped-file';

/** It is not imported, but run as a program. */
const RUN_BY_NAME = new Map([['apart', ['warden']]]);

describe('the files of an evaluation', () => {
  for (const { name, modules } of [FREEZE, SCORE, REDUCE]) {
    it(`${name} ships with exactly the modules that it imports`, () => {
      const ours = new Set(EVALUATION_FILES.map((path) => path.replace(/^.*\/|\.py$/g, '')));
      const found = new Set<string>();
      const wanted = [name];
      for (let each = wanted.pop(); each !== undefined; each = wanted.pop()) {
        if (!found.has(each)) {
          found.add(each);
          wanted.push(...importsOf(each).filter((imported) => ours.has(imported)));
        }
      }
      assert.deepEqual([...found].toSorted(), [name, ...modules].toSorted());
    });
  }
});

function importsOf(module: string): readonly string[] {
  const imported = [...shippedFile(`${module}.py`).matchAll(/^\s*(?:from|import) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
  return [...imported, ...(RUN_BY_NAME.get(module) ?? [])];
}
