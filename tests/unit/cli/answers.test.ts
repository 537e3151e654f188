import assert from 'node:assert/strict';
import { answersOf, type Ask } from '../../../cli/init/answers';
import type { Words } from '../../../cli/verb';

/** A person who gives these answers, in order; an empty one takes what is usual. */
function person(...answers: readonly string[]): { readonly ask: Ask; readonly questions: readonly string[] } {
  const questions: string[] = [];
  const left = [...answers];
  return {
    questions,
    ask: async ({ text, usual, read }) => {
      questions.push(`${text} [${usual}]`);
      return read(left.shift() || usual);
    },
  };
}

function given(settings: Readonly<Record<string, string>> = {}): Words {
  const all = Object.entries(settings).map(([name, value]) => [name, [value]] as const);
  return { positionals: [], options: new Set(), settings: new Map(all) };
}

describe('the answers that a new project is made from', () => {
  it('come from the person at the terminal if no flag gives any', async () => {
    const { ask, questions } = person('retention', 'mlflow', 'https://mlflow.example.com');
    const { name, registry, trackingUri } = await answersOf(given(), ask);
    assert.deepEqual([name, registry, trackingUri], ['retention', 'mlflow', 'https://mlflow.example.com']);
    assert.deepEqual(questions, [
      'Name of the model [churn]',
      'Registry: unityCatalog, workspace, mlflow [unityCatalog]',
      'URL of the MLflow server []',
    ]);
  });

  it('are the usual ones for empty answers, and if there is nobody to ask', async () => {
    const usual = { name: 'churn', registry: 'unityCatalog', trackingUri: undefined };
    const expected = { ...usual, templates: 'platform/mlops-templates', isMinimal: false };
    assert.deepEqual(await answersOf(given(), person('', '').ask), expected);
    assert.deepEqual(await answersOf(given(), undefined), expected);
  });

  for (const settings of [{ name: 'retention' }, { registry: 'workspace' }]) {
    it(`are not asked for if ${Object.keys(settings).join()} is given`, async () => {
      const { ask, questions } = person();
      const answers = await answersOf(given(settings), ask);
      assert.deepEqual({ ...answers, ...settings }, answers);
      assert.deepEqual(questions, []);
    });
  }

  it('are read one by one, so that a wrong one is known before the next question', async () => {
    const { ask, questions } = person('Bad-Name');
    await assert.rejects(answersOf(given(), ask), /The name 'Bad-Name' cannot be used/);
    assert.equal(questions.length, 1);
  });
});
