import assert from 'node:assert/strict';
import type { Break } from '../../../lib/contracts/break';
import { KINDS, type Contract, type Kind } from '../../../lib/contracts/contract';
import { sealOf } from '../../../lib/contracts/seal';
import { verifyEvidence } from '../../../lib/contracts/verify';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { sha256Hex } from '../../../lib/core/node/hash';
import { contractSchema } from '../../../scripts/generation/contract-schemas';
import { earlierReceipt, filesOf, fullChain } from '../../kit/full-chain';

type Path = readonly string[];
type Tree = { [key: string]: unknown };

const chain = fullChain();

describe('a folder of evidence in which one member is changed', () => {
  it('holds before the change', () => assert.deepEqual(brokenFilesOf(chain), []));

  for (const kind of KINDS) {
    const members = membersOf(chain[kind]);

    it(`has every member of ${kind} to change, list items and map entries included`, () => {
      const held = new Set(members.map((path) => generalized(path)));
      const declared = schemaMembers(contractSchema(kind), []);
      assert.deepEqual(
        declared.filter((path) => !held.has(path)),
        [],
      );
      assert.ok(declared.length > 20, `only ${declared.length} members`);
    });

    it(`does not hold when any of the ${members.length} members of ${kind} is changed or taken away`, () => {
      for (const path of members) {
        for (const change of [otherValue, () => undefined, () => null]) {
          const changed = { ...chain, [kind]: withMember(chain[kind], path, change) };
          assert.ok(brokenFilesOf(changed).includes(kind), `${kind} ${path.join('.')}`);
        }
      }
    });

    it(`does not hold when ${kind} gets another member`, () => {
      const changed = { ...chain, [kind]: { ...chain[kind], note: 'fine' } };
      assert.deepEqual(brokenFilesOf(changed), [kind]);
    });
  }

  // Nothing builds on the last file, so its hash would have to be kept elsewhere.
  for (const kind of KINDS.filter((one) => one !== 'proof')) {
    it(`does not hold when ${kind} is changed and sealed anew`, () => {
      const seals = membersOf(chain[kind])
        .filter(([first]) => first !== 'sha256')
        .flatMap((path) => [otherValue, () => undefined].map((change) => ({ path, change })))
        .map(({ path, change }) => {
          const changed = withMember(chain[kind], path, change);
          const found = breaksIn({ ...chain, [kind]: { ...changed, sha256: sealOf(changed, sha256Hex) } });
          assert.notDeepEqual(found, [], `${kind} ${path.join('.')}`);
          return found;
        });
      // Most of them can still be read, and only the hash that a successor names gives them away.
      const readable = seals.filter((found) => found.every((one) => one.kind !== 'unreadable'));
      assert.ok(readable.length > 30, `only ${readable.length} of ${seals.length}`);
    });
  }

  for (const kind of KINDS.filter((one) => one !== 'proof')) {
    it(`does not hold without ${kind}`, () => {
      const { [kind]: gone, ...rest } = chain;
      assert.ok(gone);
      assert.notDeepEqual(brokenFilesOf(rest), []);
    });
  }
});

function breaksIn(contracts: Readonly<Partial<Record<Kind, object>>>): readonly Break[] {
  const { versions, breaks } = verifyEvidence(
    filesOf({ ...(contracts as Record<Kind, Contract>), earlier: earlierReceipt() }),
    sha256Hex,
  );
  return [...breaks, ...versions.flatMap((version) => version.breaks)];
}

/** The files named by breaks, without the ending. */
function brokenFilesOf(contracts: Readonly<Partial<Record<Kind, object>>>): readonly string[] {
  return breaksIn(contracts).map(({ file }) => file.replace('.json', ''));
}

/** Every member of the contract, maps and lists themselves included. */
function membersOf(value: object, path: Path = []): readonly Path[] {
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
    const here = [...path, key];
    return typeof member === 'object' && member !== null ? [here, ...membersOf(member, here)] : [here];
  });
}

function withMember(contract: object, path: Path, change: (before: unknown) => unknown): Tree {
  const copy = structuredClone(contract) as Tree;
  const [last = '', ...above] = path.toReversed();
  const parent = above.toReversed().reduce<Tree>((tree, key) => tree[key] as Tree, copy);
  const after = change(parent[last]);
  if (after === undefined && Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else if (after === undefined) {
    delete parent[last];
  } else {
    parent[last] = after;
  }
  return copy;
}

/** Another value of the same kind, valid wherever that is possible. */
function otherValue(before: unknown): unknown {
  if (Array.isArray(before)) {
    return [...(before as readonly unknown[]), ...(before as readonly unknown[])];
  }
  if (typeof before === 'string') {
    return otherText(before);
  }
  if (typeof before === 'number') {
    return before + 1;
  }
  return typeof before === 'boolean' ? !before : { ...(before as object), extra: 1 };
}

const SIBLINGS: ReadonlyMap<string, string> = new Map([
  ['PASSED_WITH_WARNINGS', 'FAILED'],
  ['SUPERIOR', 'NON_INFERIOR'],
  ['promote', 'keep'],
  ['passed', 'skipped'],
  ['warned', 'skipped'],
  ['unityCatalog', 'mlflow'],
  ['complete', 'inProgress'],
  ['notebook', 'file'],
  ['files', 'gitFolder'],
  ['compliance', 'candidate'],
]);

function otherText(before: string): string {
  if (/^[0-9a-f]{64}$/.test(before)) {
    return sha256Hex(before);
  }
  if (/^\d+$/.test(before)) {
    return `${before}1`;
  }
  return SIBLINGS.get(before) ?? (before.startsWith('2027-') ? before.replace('2027', '2028') : `${before}x`);
}

// An item of a list or an entry of a map counts as `*`.
function schemaMembers(schema: JsonObject, path: Path): readonly string[] {
  const own = Object.entries((schema['properties'] ?? {}) as Tree);
  const each = [schema['items'], schema['additionalProperties']].filter((one) => typeof one === 'object');
  return [...own, ...each.map((one) => ['*', one] as const)].flatMap(([key, member]) => {
    const here = [...path, key];
    return [here.join('.'), ...schemaMembers(member as JsonObject, here)];
  });
}

function generalized(path: Path): string {
  return path.map((key, index) => (/^\d+$/.test(key) || path[index - 1] === 'files' ? '*' : key)).join('.');
}
