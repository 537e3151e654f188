import assert from 'node:assert/strict';
import { FULL_PROJECT, LINES, MISTAKES, projectWithMistakes } from '../../../../bench/instruments/project-texts';
import { problemsOf } from '../../../kit/project/reading';

describe('the projects that are measured', () => {
  it('have no mistake where a step reads one', () => assert.deepEqual(problemsOf(FULL_PROJECT), []));

  it('have as many lines and mistakes as the table says', () => {
    const text = projectWithMistakes();
    assert.equal(text.trimEnd().split('\n').length, LINES);
    assert.equal(problemsOf(text).length, MISTAKES);
  });
});
