import assert from 'node:assert/strict';
import type { RegistryKind } from '../../../lib/registry/kind';
import { legalKey, legalTags, requireRoomForTags, tagKey, tagValue } from '../../../lib/registry/legal-tags';

const legalValue = (value: string, kind: RegistryKind): string => legalTags({ k: value }, kind)['k'] ?? '';

const KINDS: readonly RegistryKind[] = ['unityCatalog', 'workspace', 'mlflow'];

/** What the services say of keys, written anew: the rule under test must not judge itself. */
const LEGAL: Readonly<Record<RegistryKind, (key: string) => boolean>> = {
  unityCatalog: (key) => !/[.,\-=/:]|\p{Cc}|\p{Surrogate}/u.test(key) && key === key.trim(),
  workspace: isMlflowKey,
  mlflow: isMlflowKey,
};

function isMlflowKey(key: string): boolean {
  return /^[\w /.:-]*$/.test(key) && !key.split('/').some((part) => ['', '.', '..'].includes(part));
}

const PIECES = ['_', 'x', '_x', '002E', '_x002E', '_x002E_', '_x005F_', '_x002e_', '.', ',', '-', '=', '/', ':', ' '];
const OTHERS = ['a', 'Z', '9', 'é', '😀', '\uD83D', '\uDE00', '\n', '\0', 'commit'];

/** Texts of pieces that the rule could trip over; the same ones in every run. */
function texts(count: number): readonly string[] {
  let state = 20_261_121;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const pieces = [...PIECES, ...OTHERS];
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + next(8) }, () => pieces[next(pieces.length)]).join(''),
  );
}

describe('legal tags', () => {
  for (const kind of KINDS) {
    it(`come back from ${kind} as they were, and are legal on the way`, () => {
      for (const text of texts(5000)) {
        const key = legalKey(text, kind);
        assert.ok(LEGAL[kind](key), `${JSON.stringify(text)} became ${JSON.stringify(key)}`);
        assert.equal(tagKey(key), text);
        assert.equal(tagValue(legalValue(text, kind)), text);
      }
    });

    it(`are written in one way only for ${kind}`, () => {
      const keys = new Set(texts(5000));
      const legal = new Set([...keys].map((key) => legalKey(key, kind)));
      assert.equal(legal.size, keys.size);
      for (const key of legal) {
        assert.equal(legalKey(tagKey(key), kind), key);
      }
    });

    it(`leave a plain key alone for ${kind}`, () => {
      assert.equal(legalKey('mlops_commit', kind), 'mlops_commit');
      assert.equal(legalValue('refs/heads/main = 1.0', kind), 'refs/heads/main = 1.0');
    });
  }

  it('show what stands for what', () => {
    assert.equal(legalKey('mlops.commit', 'unityCatalog'), 'mlops_x002E_commit');
    assert.equal(legalKey('mlops.commit', 'mlflow'), 'mlops.commit');
    assert.equal(legalKey('a/b', 'workspace'), 'a_x002F_b');
  });

  const TOO_LARGE: readonly (readonly [name: string, does: () => unknown, what: RegExp])[] = [
    ['an empty key', () => legalKey('', 'mlflow'), /0 characters/],
    ['a key that grows too long', () => legalKey('.'.repeat(40), 'unityCatalog'), /280 characters.*1 to 255/],
    ['a key too long for MLflow', () => legalKey('k'.repeat(251), 'mlflow'), /251 characters.*1 to 250/],
    ['a value too long for Unity Catalog', () => legalValue('v'.repeat(1001), 'unityCatalog'), /allows 1000/],
    ['a value too long for MLflow', () => legalValue('v'.repeat(5001), 'mlflow'), /allows 5000/],
    [
      'the 51st tag in Unity Catalog',
      () =>
        requireRoomForTags(
          Array.from({ length: 51 }, (_, at) => `t${at}`),
          'unityCatalog',
        ),
      /51 tags.*allows 50/,
    ],
  ];
  for (const [name, does, what] of TOO_LARGE) {
    it(`refuse ${name}`, () => {
      assert.throws(does, { code: 'TAG_REFUSED', message: what });
    });
  }

  it('are as many as one likes in MLflow', () => {
    requireRoomForTags(
      Array.from({ length: 500 }, (_, at) => `t${at}`),
      'mlflow',
    );
  });
});
