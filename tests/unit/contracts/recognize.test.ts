import assert from 'node:assert/strict';
import { isMeantAsContract } from '../../../lib/contracts/recognize';
import { contractText } from '../../../lib/contracts/write';
import { fullChain } from '../../kit/full-chain';

const text = contractText(fullChain().receipt);

describe('a file is meant as a contract', () => {
  const FILES: readonly (readonly [name: string, text: string, isMeant: boolean])[] = [
    ['receipt-v14.json', text, true],
    ['receipt-v14.json', 'cut sho', true],
    ['backup (1).json', text, true],
    ['a/b.json', `\uFEFF${text}`, true],
    ['altered.json', text.replace('14 is better', '15 is better'), true],
    ['newer.json', '{"kind":"receipt","version":2,"run":{},"sha256":"x"}', true],
    ['report.json', '{"kind":"report","run":{},"sha256":"x"}', false],
    ['manifest.json', '{"kind":"deployment","metadata":{}}', false],
    ['list.json', '["receipt"]', false],
    ['null.json', 'null', false],
    ['notes.json', 'no JSON', false],
  ];
  for (const [name, content, isMeant] of FILES) {
    it(`${isMeant ? 'in' : 'not in'} ${name}: ${JSON.stringify(content.slice(0, 40))}`, () =>
      assert.equal(isMeantAsContract({ name, text: content }), isMeant));
  }
});
