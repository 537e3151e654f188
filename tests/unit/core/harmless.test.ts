import assert from 'node:assert/strict';
import { harmless, harmlessJson, harmlessLine } from '../../../lib/core/harmless';

/** What the agent acts on, and what the log view formats. */
const EFFECTIVE = /##vso\s*\[|##\[/i;

describe('harmless text', () => {
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
    'a\n##vso[task.debug]x\n##[error]y',
  ];
  for (const text of HOSTILE) {
    it(`takes the effect out of ${JSON.stringify(text)}`, () => {
      assert.doesNotMatch(harmless(text), EFFECTIVE);
      assert.notEqual(harmless(text), text);
      assert.equal(harmless(text).replaceAll('# #', '##'), text);
    });
  }

  it('has nothing left to do the second time', () => {
    for (const text of HOSTILE) {
      assert.equal(harmless(harmless(text)), harmless(text));
    }
  });

  const HARMLESS = ['## Heading', '# [link](x)', 'a ## b [c]', '#vso[x]', 'vso[x]', ''];
  for (const text of HARMLESS) {
    it(`leaves ${JSON.stringify(text)} as it is`, () => assert.equal(harmless(text), text));
  }

  const SHOWN: readonly (readonly [text: string, shown: string])[] = [
    ['a\u0000b', String.raw`a\u0000b`],
    ['\u001B[31mred', String.raw`\u001b[31mred`],
    ['\u009B31m\u0085\u007F', String.raw`\u009b31m\u0085\u007f`],
    ['10%\r20%', String.raw`10%\u000d20%`],
    ['a\r##vso[task.debug]x', String.raw`a\u000d# #vso[task.debug]x`],
    ['##\u0000vso[task.debug]x', String.raw`##\u0000vso[task.debug]x`],
    ['a\u2028b\u2029c', String.raw`a\u2028b\u2029c`],
    ['\u202Etxt.exe\u202C \u2066\u2069\u061C\u200E', String.raw`\u202etxt.exe\u202c \u2066\u2069\u061c\u200e`],
    ['one\r\ntwo\tthree\n', 'one\r\ntwo\tthree\n'],
    ['größe \u{1F468}\u200D\u{1F469} 模型', 'größe \u{1F468}\u200D\u{1F469} 模型'],
  ];
  for (const [text, shown] of SHOWN) {
    it(`shows ${JSON.stringify(text)} as ${shown}`, () => assert.equal(harmless(text), shown));
  }

  it('stays in one line where it has to', () => {
    assert.equal(
      harmlessLine('a\nThe evidence holds.\r\n##[error]b'),
      String.raw`a\nThe evidence holds.\r\n# #[error]b`,
    );
  });

  it('is JSON that means the same', () => {
    const value = { 'a##vso[b': ['##[error]###', '\u0000\u001B\u009B\u2028\u202E\r\n', 3] };
    const json = harmlessJson(JSON.stringify(value, undefined, 2));
    assert.deepEqual(JSON.parse(json), value);
    assert.doesNotMatch(json, /##|[^\P{Cc}\n]|\u2028|\p{Bidi_Control}/u);
  });
});
