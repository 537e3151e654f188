import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expand } from '../../local/pipelines/expand/expand';
import { yamlText } from '../../local/pipelines/print/yaml-text';
import { findingLines, requestOf, textIn } from './case-files';
import { recorded } from './recorded';

const CASES = join(__dirname, 'expand');

describe('expanding a pipeline', () => {
  for (const name of readdirSync(CASES)) {
    const folder = join(CASES, name);
    const sentence = name.replaceAll('-', ' ');

    it(sentence, () => {
      const { pipeline, findings } = expand(requestOf(folder));
      const failed = findings.some(({ severity }) => severity === 'error');
      recorded(folder, 'expected.txt', findingLines(findings));
      recorded(folder, 'expected.yml', failed || pipeline === undefined ? '' : yamlText(pipeline, { origins: false }));
    });

    const expected = textIn(folder, 'expected.yml');
    if (expected !== undefined) {
      it(`${sentence}, and expanding that again changes nothing`, () => {
        const sources = { read: () => ({ text: expected, label: 'expected.yml' }) };
        const { pipeline, findings } = expand({ file: { repository: 'self', path: 'expected.yml' }, sources });
        assert.equal(findingLines(findings), '');
        assert.equal(pipeline === undefined ? '' : yamlText(pipeline, { origins: false }), expected);
      });
    }
  }
});
