import assert from 'node:assert/strict';
import { ERROR_CODES } from '../lib/core/error-codes';
import { root, textOf } from '../scripts/repository/repository';

const page = textOf(root, 'docs/troubleshooting.md');
const chapters = page.split(/^## /m).slice(1);

describe('docs/troubleshooting.md', () => {
  it('has a chapter for every error code, and none besides', () => {
    const headings = chapters.map((chapter) => chapter.split('\n', 1)[0] ?? '');
    assert.deepEqual(headings.toSorted(), [...ERROR_CODES].toSorted());
  });

  it('has symptom, cause and fix in every chapter', () => {
    const incomplete = chapters.filter((chapter) => !/\*\*You see\*\*[^]*\*\*Cause\*\*[^]*\*\*Do\*\*/.test(chapter));
    assert.deepEqual(incomplete, []);
  });
});
