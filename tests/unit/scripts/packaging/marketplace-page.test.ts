import assert from 'node:assert/strict';
import { editionOf } from '../../../../scripts/packaging/edition';
import { marketplacePage } from '../../../../scripts/packaging/marketplace-page';
import { root } from '../../../../scripts/repository/repository';

const links = {
  documentation: 'https://code.example/docs',
  repository: 'https://code.example',
  support: 'https://help.example',
};

describe('The page of the extension', () => {
  it('links the addresses that the package was given', () => {
    const page = marketplacePage(root, editionOf(root, { links }));
    assert.match(page, /^- \[Documentation\]\(https:\/\/code\.example\/docs\)$/m);
    assert.match(page, /^- \[Repository\]\(https:\/\/code\.example\)$/m);
    assert.match(page, /^- \[Support\]\(https:\/\/help\.example\)$/m);
    assert.match(page, /\[Contracts\]\(https:\/\/code\.example\/docs\/contracts\.md\)/);
  });

  it('has neither a heading for addresses nor a link without one when it was given none', () => {
    const page = marketplacePage(root, editionOf(root));
    assert.doesNotMatch(page, /^## More$/m);
    assert.doesNotMatch(page, /contracts\.md/);
  });

  it('has one title, and the pages of docs/ below it as chapters', () => {
    const page = marketplacePage(root, editionOf(root));
    const outsideOfCode = page.replaceAll(/^```[^]*?^```$/gm, '');
    assert.deepEqual(outsideOfCode.match(/^# .*$/gm), ['# MLOps for Databricks']);
    assert.match(page, /^## Connections$/m);
    assert.match(page, /^### FEDERATION_REFUSED$/m);
  });
});
