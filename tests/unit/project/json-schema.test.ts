import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { baselineSchema, projectSchema } from '../../../lib/project/json-schema';
import { BAD_FILES, GOOD_FILES } from '../../kit/project/files';
import { problemsOf } from '../../kit/project/reading';

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const validate = ajv.compile(projectSchema());

describe('the published JSON schema', () => {
  it('is judged here by enough files, each another one', () => {
    assert.ok(new Set(GOOD_FILES).size >= 30 && new Set(BAD_FILES).size >= 60);
  });

  for (const file of GOOD_FILES) {
    it(`agrees with the reader that it is good: ${shown(file)}`, () => {
      assert.deepEqual(problemsOf(file), []);
      assert.equal(validate(parse(file)), true, ajv.errorsText(validate.errors));
    });
  }

  for (const file of BAD_FILES) {
    it(`agrees with the reader that it is bad: ${shown(file)}`, () => {
      assert.notDeepEqual(problemsOf(file), []);
      assert.equal(validate(parse(file)), false);
    });
  }

  it('of a baseline is one that validators accept', () => {
    const baseline = ajv.compile(baselineSchema());
    assert.equal(baseline({ version: 1, promotion: { approval: 'required' }, rules: [{ name: 'a' }] }), true);
    assert.equal(baseline({ version: 1, environments: { prod: { modelName: 'a.b.c' } } }), false);
  });
});

function shown(file: string): string {
  return JSON.stringify(file.split('\n').findLast((line) => line !== '') ?? '');
}
