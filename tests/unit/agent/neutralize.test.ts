import assert from 'node:assert/strict';
import { neutralized } from '../../../lib/agent/neutralize';

/** What the agent acts on, and what the log view formats. */
const EFFECTIVE = /##vso\s*\[|##\[/i;

describe('neutralized', () => {
  const HOSTILE = [
    '##vso[task.complete result=Succeeded;]',
    '##VSO[task.setvariable variable=a]b',
    '##VsO[task.debug]x',
    'text before ##vso[task.debug]x',
    '####vso[[task.debug]x',
    '###vso[task.debug]x',
    '######vso[task.debug]##vso[task.debug]',
    '##vso [task.debug]x',
    '## vso[task.debug]x',
    '##vso\u00A0[task.debug]x',
    '##[error]x',
    '##[section]x',
    '##[command]x',
    '###[error]x',
    '##\n[error]x',
    'a\r##vso[task.debug]x',
    'a\n##vso[task.debug]x\n##[error]y',
    '\u001B[31m##vso[task.debug]x',
  ];
  for (const text of HOSTILE) {
    it(`takes the effect out of ${JSON.stringify(text)}`, () => {
      assert.doesNotMatch(neutralized(text), EFFECTIVE);
      assert.notEqual(neutralized(text), text);
      assert.equal(neutralized(text).replaceAll('# #', '##'), text);
    });
  }

  it('has nothing left to do the second time', () => {
    for (const text of HOSTILE) {
      assert.equal(neutralized(neutralized(text)), neutralized(text));
    }
  });

  const HARMLESS = ['## Heading', '# [link](x)', 'a ## b [c]', '#vso[x]', 'vso[x]', ''];
  for (const text of HARMLESS) {
    it(`leaves ${JSON.stringify(text)} as it is`, () => assert.equal(neutralized(text), text));
  }
});
