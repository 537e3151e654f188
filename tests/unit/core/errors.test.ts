import assert from 'node:assert/strict';
import { ERROR_CODES } from '../../../lib/core/error-codes';
import { UserError } from '../../../lib/core/errors';

describe('UserError', () => {
  it('reads as two lines, what happened and the next step', () => {
    const error = new UserError('RUN_FAILED', { what: 'Run 812 ended FAILED.', fix: 'Correct cell 3.' });
    assert.equal(error.lines, 'Run 812 ended FAILED.\nFix: Correct cell 3. (RUN_FAILED)');
    assert.deepEqual([error.name, error.code, 'cause' in error], ['UserError', 'RUN_FAILED', false]);
  });

  it('keeps the error behind it', () => {
    const cause = new Error('socket hang up');
    assert.equal(new UserError('CONTACT_LOST', { what: 'a', fix: 'b', cause }).cause, cause);
  });

  it('has every code once', () => {
    assert.equal(new Set(ERROR_CODES).size, ERROR_CODES.length);
  });
});
