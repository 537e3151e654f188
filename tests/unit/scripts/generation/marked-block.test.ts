import assert from 'node:assert/strict';
import { withBlock } from '../../../../scripts/generation/marked-block';

describe('withBlock', () => {
  it('replaces its own block and nothing else', () => {
    const text =
      'a\n<!-- generated:x -->\nold\n<!-- /generated -->\nb\n<!-- generated:y -->\nkept\n<!-- /generated -->\n';
    assert.equal(withBlock(text, 'x', 'new'), text.replace('old', 'new'));
  });

  it('tells which lines to add when the block is missing', () => {
    assert.throws(() => withBlock('a', 'x', 'new'), /Add these two lines[^]*<!-- generated:x -->/);
  });
});
