import assert from 'node:assert/strict';
import type { RegistryKind } from '../../../lib/registry/kind';
import { pointerText, readPointer, requirePointer } from '../../../lib/registry/pointer';
import { readVersionNumber } from '../../../lib/registry/version-number';

describe('a pointer', () => {
  for (const [text, read] of [
    ['alias:champion', 'alias:champion'],
    [' alias:Champion_2-b ', 'alias:Champion_2-b'],
    ['alias:version1', 'alias:version1'],
    ['stage:Production', 'stage:Production'],
    ['stage:staging', 'stage:Staging'],
  ] as const) {
    it(`is read from '${text}'`, () => {
      assert.equal(pointerText(readPointer(text, 'target')), read);
    });
  }

  for (const [text, message] of [
    ['champion', /'target' is 'champion', which names neither an alias nor a stage/],
    ['', /names neither an alias nor a stage/],
    ['version:3', /names neither an alias nor a stage/],
    ['alias:', /an alias has 1 to 255 letters/],
    ['alias:a b', /an alias has 1 to 255 letters/],
    ['alias:a/b', /an alias has 1 to 255 letters/],
    [`alias:${'a'.repeat(256)}`, /an alias has 1 to 255 letters/],
    ['alias:latest', /a word that MLflow keeps for itself/],
    ['alias:Latest', /a word that MLflow keeps for itself/],
    ['alias:v1', /a word that MLflow keeps for itself/],
    ['alias:V12', /a word that MLflow keeps for itself/],
    ['stage:Archived', /the stages that hold a version in use are Staging and Production/],
    ['stage:None', /the stages that hold a version in use are Staging and Production/],
    ['stage:prod', /names the stage 'prod'/],
  ] as const) {
    it(`is not read from '${text.slice(0, 20)}'`, () => {
      assert.throws(() => readPointer(text, 'target'), { code: 'POINTER_REFUSED', message });
    });
  }

  for (const { text, kind, message, fix } of [
    {
      text: 'stage:Production',
      kind: 'unityCatalog',
      message: /Unity Catalog has no stages; it has aliases/,
      fix: /Write alias:champion instead/,
    },
    {
      text: 'stage:Staging',
      kind: 'unityCatalog',
      message: /Unity Catalog has no stages; it has aliases/,
      fix: /Write alias:challenger instead/,
    },
    {
      text: 'alias:champion',
      kind: 'workspace',
      message: /the Workspace registry has no aliases; it has stages/,
      fix: /Write stage:Production instead/,
    },
  ] as const) {
    it(`'${text}' is refused for ${kind}, which has something else`, () => {
      assert.throws(() => requirePointer(readPointer(text, 'target'), kind), { code: 'POINTER_REFUSED', message, fix });
    });
  }

  const HELD: readonly (readonly [text: string, kind: RegistryKind])[] = [
    ['alias:champion', 'unityCatalog'],
    ['stage:Staging', 'workspace'],
    ['alias:champion', 'mlflow'],
    ['stage:Staging', 'mlflow'],
  ];
  for (const [text, kind] of HELD) {
    it(`'${text}' is one of ${kind}`, () => {
      requirePointer(readPointer(text, 'target'), kind);
    });
  }
});

describe('readVersionNumber', () => {
  it('reads a whole number', () => {
    assert.equal(readVersionNumber(' 12 ', 'modelVersion'), 12);
  });
  for (const text of ['latest', '', '0', '-1', '1.0', '01', '1e3', '9007199254740993', 'v3']) {
    it(`refuses '${text}'`, () => {
      assert.throws(() => readVersionNumber(text, 'modelVersion'), { code: 'INPUTS_REFUSED' });
    });
  }
});
