import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { nestedYaml } from '../../../lib/project/nested';
import { readBaseline } from '../../../lib/project/read-project';
import { formatProblem } from '../../../lib/yaml/position';
import { documentedWords } from '../../../scripts/generation/configuration-page';
import { root } from '../../../scripts/repository/repository';
import { problemsOf, SMALL } from '../../kit/project/reading';

const PAGE = readFileSync(join(root, 'docs/configuration.md'), 'utf8');
const BLOCKS = [...PAGE.matchAll(/^```yaml\n([^]*?)^```$/gm)].map((match) => match[1] ?? '');
const WORDS = documentedWords();

type Tree = Record<string, unknown>;

/** Maps are merged, as the page says. */
function over(under: unknown, upper: unknown): unknown {
  const isMap = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(under) || !isMap(upper)) {
    return upper;
  }
  const changed = Object.entries(upper).map(([key, value]) => [key, over(under[key], value)] as const);
  return { ...under, ...Object.fromEntries(changed) };
}

describe('the page about mlops.yml', () => {
  it('begins with a whole file', () => assert.deepEqual(problemsOf(BLOCKS[0] ?? ''), []));

  it('shows a baseline that is one', () => {
    const text = BLOCKS.find((block) => block.includes('# org-policy.yml')) ?? '';
    const problems = readBaseline({ name: 'org-policy.yml', text }, () => ({ refusal: 'which it does not' }));
    assert.deepEqual([text === '', problems.map(formatProblem)], [false, []]);
  });

  for (const { path, example } of WORDS) {
    it(`shows an example of ${path.join('.')} that works`, () => {
      const yaml = nestedYaml(path, example);
      assert.ok(BLOCKS.includes(`${yaml}\n`), 'it stands on the page');
      // What lies above may need its other keys.
      const above = WORDS.filter(
        (word) => word.path.length < path.length && word.path.every((key, at) => key === path[at]),
      );
      const whole = above.map((word) => nestedYaml(word.path, word.example)).map((text) => parse(text) as unknown);
      const general = whole.reduce(over, parse(SMALL)) as Tree;
      const isOfFile = ['version', 'extends', 'environments'].includes(path[0]);
      const special = isOfFile ? {} : { environments: { prod: parse(yaml) as unknown } };
      const file = over(isOfFile ? over(general, parse(yaml)) : general, special);
      assert.deepEqual(problemsOf(stringify(file), { 'org-policy.yml': 'version: 1' }), []);
    });
  }
});
