import assert from 'node:assert/strict';
import { seededRandom } from '../../../bench/instruments/seeded-random';
import { compile } from '../../../local/pipelines/compile';
import { expand, type Expansion } from '../../../local/pipelines/expand/expand';
import { ExpressionError } from '../../../local/pipelines/expressions/expression-error';
import { parseExpression } from '../../../local/pipelines/expressions/parser';
import { yamlText } from '../../../local/pipelines/print/yaml-text';
import { taskCatalog } from '../../../local/pipelines/schema/task-catalog';
import { RandomPipeline } from './random-pipeline';

const SEEDS = Array.from({ length: 300 }, (_, seed) => seed);
const request = (text: string): Parameters<typeof expand>[0] => ({
  file: { repository: 'self', path: 'p.yml' },
  sources: { read: () => ({ text, label: 'p.yml' }) },
});
const expanded = (text: string): Expansion => expand(request(text));

describe('pipelines made at random', () => {
  it('expand to a document that expands to itself, also where an agent reads it', () => {
    for (const seed of SEEDS) {
      const source = new RandomPipeline(seed).text();
      const { pipeline, findings } = expanded(source);
      assert.deepEqual(findings, [], `seed ${seed}`);
      assert.ok(pipeline !== undefined);
      const once = yamlText(pipeline, { origins: false });
      for (const onAgent of [false, true]) {
        const again = expanded(yamlText(pipeline, { origins: true, onAgent }));
        assert.deepEqual(again.findings, [], `seed ${seed}`);
        assert.ok(again.pipeline !== undefined);
        assert.equal(yamlText(again.pipeline, { origins: false }), once, `seed ${seed}`);
      }
    }
  });

  it('lead to findings with positions, never to an exception, however they are damaged', () => {
    const tasks = taskCatalog([]);
    for (const seed of SEEDS) {
      const random = new RandomPipeline(seed);
      const { findings } = compile(request(random.damaged(random.text())), tasks);
      for (const { at, message } of findings) {
        assert.ok(at.line >= 1 && at.column >= 1 && message !== '', `seed ${seed}: ${message}`);
      }
    }
  });

  it('and expressions made of any letters are read or refused with a position', () => {
    const letters = [..."abc_.'()[],*-09 \t\n$%&|=<>!{}é".split(''), 'true', 'eq', 'parameters', '1.2.3', '.5', "''"];
    const random = seededRandom(7);
    for (let count = 0; count < 3000; count++) {
      const source = Array.from({ length: 12 }, () => letters[Math.floor(random() * letters.length)]).join('');
      try {
        parseExpression(source);
      } catch (error) {
        assert.ok(error instanceof ExpressionError, source);
        assert.ok(error.offset >= 0 && error.offset <= source.length, source);
      }
    }
  });
});
