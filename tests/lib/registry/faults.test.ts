import assert from 'node:assert/strict';
import { readBack } from '../../../lib/core/read-back';
import { ApiError } from '../../../lib/databricks/api/api-error';
import type { Fault } from '../../../local/workspace/http/fault';
import { pointerAnswer } from '../../kit/registry/answers';
import {
  numbers,
  REGISTRIES,
  useRegistryFixtures,
  withChampion,
  type RegistryUnderTest,
} from '../../kit/registry/registries';
import { exhaustively, variants } from '../../kit/tier';

const GRANT: Readonly<Record<RegistryUnderTest['kind'], { readonly read: string; readonly move: string }>> = {
  unityCatalog: {
    read: 'EXECUTE on the model main.default.churn, USE CATALOG on its catalog and USE SCHEMA on its schema',
    move: 'ownership of the model main.default.churn, or MANAGE on it, which allows moving every alias',
  },
  workspace: {
    read: "'Can Read' on the model churn",
    move: "'Can Manage Production Versions' on the model churn",
  },
  mlflow: {
    read: 'READ on the registered model churn of the MLflow server',
    move: 'EDIT on the registered model churn of the MLflow server',
  },
};

function isApiError(expected: Partial<ApiError>): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ApiError, String(error));
    assert.deepEqual(
      Object.fromEntries(Object.keys(expected).map((key) => [key, error[key as keyof ApiError]])),
      expected,
    );
    return true;
  };
}

describe('a registry on a bad day', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const open = useRegistryFixtures();
  const openWithChampion = async (under: RegistryUnderTest) => withChampion(await open(under), under);

  for (const under of variants(REGISTRIES)) {
    describe(`that is ${under.name}`, () => {
      const { champion, reading, moving } = under;
      const promotion = { pointer: champion, version: 2, others: 'archive' } as const;

      const PASSING: readonly (readonly [name: string, fault: Fault])[] = [
        ['throttled', { status: 429, headers: { 'retry-after': '7' } }],
        ['unavailable', { status: 503 }],
        ['cut off', { reset: true }],
      ];
      /** How an answer is lost most often comes first. */
      const LOST = PASSING.toReversed();
      exhaustively(
        'sets a tag that another one has just inserted, and gives up when it cannot be set twice',
        async () => {
          const { model, addFault } = await openWithChampion(under);
          const path = /set-tag$|\/tags$/;
          const message = '(sqlite3.IntegrityError) UNIQUE constraint failed: registered_model_tags.key';
          const collision = { method: 'POST', path, status: 400, body: { error_code: 'BAD_REQUEST', message } };
          addFault(collision);
          await model.setTags({ reviewer: 'Ada' });
          assert.equal((await model.tags()).get('reviewer'), 'Ada');
          addFault({ ...collision, times: 2 });
          await assert.rejects(model.setTags({ reviewer: 'Bob' }), isApiError({ status: 400 }));
        },
      );

      for (const [name, fault] of variants(PASSING)) {
        it(`reads a pointer although it is ${name} at first`, async () => {
          const { model, addFault, clock } = await openWithChampion(under);
          addFault({ ...reading, ...fault });
          assert.deepEqual(numbers(await model.pointer(champion)), [1]);
          assert.equal(clock.slept.length, 1);
          assert.equal(clock.slept[0] === 7000, name === 'throttled');
        });

        it(`moves a pointer although it is ${name} at first`, async () => {
          const { model, addFault, clock } = await openWithChampion(under);
          addFault({ ...moving, ...fault });
          await model.movePointer(promotion);
          assert.deepEqual(numbers(await model.pointer(champion)), [2]);
          assert.equal(clock.slept.length, 1);
        });
      }

      for (const [name, fault] of variants(LOST)) {
        it(`moves a pointer once although the answer is lost and it is ${name} then`, async () => {
          const { model, addFault } = await openWithChampion(under);
          addFault({ ...moving, ...fault, after: true });
          await model.movePointer(promotion);
          assert.deepEqual(numbers(await model.pointer(champion)), [2]);
        });
      }

      const NO_ABSENCE: readonly (readonly [name: string, fault: Fault, expected: Partial<ApiError>])[] = [
        ['refused', { status: 403 }, { kind: 'permission' }],
        ['broken', { status: 500 }, { kind: 'unavailable' }],
        [
          'answered by a path that is gone',
          { status: 404, body: { error_code: 'ENDPOINT_NOT_FOUND' } },
          { kind: 'refused' },
        ],
        ['answered by a 404 of nobody', { status: 404, body: '' }, { kind: 'refused' }],
        [
          'answered by a page',
          { status: 200, body: '<html>Sign in</html>', times: Infinity },
          { kind: 'wrongNetwork' },
        ],
        ['throttled for good', { status: 429, times: 1000 }, { kind: 'throttled' }],
        ['unavailable for good', { status: 503, times: 1000 }, { kind: 'unavailable' }],
        [
          'refused for another reason',
          { status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE', message: 'Nothing to be found.' } },
          { kind: 'refused' },
        ],
      ];
      for (const [name, fault, expected] of variants(NO_ABSENCE, 6)) {
        it(`does not take a read that is ${name} for an absent pointer`, async () => {
          const { model, addFault } = await open(under);
          addFault({ ...reading, ...fault });
          await assert.rejects(model.pointer(champion), isApiError(expected));
        });
      }

      it('does not take an answer without its members for an absent pointer', async () => {
        const { model, addFault, addVersion } = await open(under);
        await addVersion();
        const nameless = { model_version: { version: '1' }, model_versions: [{ version: '1' }], version: 1 };
        addFault({ ...reading, status: 200, body: nameless });
        await assert.rejects(model.pointer(champion), { code: 'REGISTRY_UNCLEAR' });
      });

      it('names the grant that reading and moving need', async () => {
        const { model, addFault } = await openWithChampion(under);
        for (const [pattern, permission, does] of [
          [reading, GRANT[under.kind].read, () => model.pointer(champion)],
          [moving, GRANT[under.kind].move, () => model.movePointer(promotion)],
        ] as const) {
          addFault({ ...pattern, status: 403 });
          await assert.rejects(does(), (error: unknown) => {
            assert.ok(error instanceof ApiError);
            assert.equal(error.request.permission, permission);
            return true;
          });
        }
        assert.deepEqual(numbers(await model.pointer(champion)), [1]);
      });

      exhaustively('leaves the pointer where it is when the move never arrives', async () => {
        const { model, addFault } = await openWithChampion(under);
        addFault({ ...moving, status: 503, times: 1000 });
        await assert.rejects(model.movePointer(promotion), isApiError({ kind: 'unavailable' }));
        assert.deepEqual(numbers(await model.pointer(champion)), [1]);
      });

      exhaustively('reads back what it wrote even if the first read is stale', async () => {
        const { model, addFault, clock, endpoint } = await openWithChampion(under);
        const before = await pointerAnswer(under, endpoint);
        await model.movePointer(promotion);
        addFault({ ...reading, status: 200, body: before });
        const { isOurs, seen } = await readBack(
          () => model.pointer(champion),
          (read) => numbers(read).join() === '2',
          { clock },
        );
        assert.deepEqual([isOurs, numbers(seen)], [true, [2]]);
        assert.deepEqual(clock.slept, [250]);
      });

      exhaustively('clears a pointer once although the answer is lost', async () => {
        const { model, addFault } = await openWithChampion(under);
        const pattern = champion.type === 'stage' ? moving : { ...moving, method: 'DELETE' };
        addFault({ ...pattern, reset: true, after: true });
        assert.equal(await model.clearPointer({ pointer: champion, version: 1 }), 'cleared');
        assert.deepEqual(await model.pointer(champion), { kind: 'absent' });
      });

      for (const [name, fault] of variants(LOST)) {
        it(`sets and removes tags although the answer is lost and it is ${name} then`, async () => {
          const { model, addFault } = await openWithChampion(under);
          addFault({ path: /model-versions\/set-tag$/, ...fault, after: true });
          addFault({ path: /model-versions\/delete-tag$/, ...fault, after: true });
          await model.setTags({ a: '1', b: '2' }, 1);
          await model.deleteTag('a', 1);
          assert.deepEqual(Object.fromEntries(await model.tags(1)), { b: '2' });
        });
      }

      it('stops waiting for a pointer to move when the pipeline is cancelled', async () => {
        const { model, addFault, clock, cancel } = await openWithChampion(under);
        addFault({ ...moving, status: 503, times: 1000 });
        clock.at(clock.now() + 1000, cancel);
        await assert.rejects(model.movePointer(promotion), { message: 'canceled' });
        assert.equal(clock.sleeping, 0);
        assert.ok(clock.slept.length < 5, `${clock.slept.length} waits`);
      });
    });
  }

  for (const under of variants(REGISTRIES)) {
    exhaustively(`has no digest of ${under.name} while files cannot be read for the moment`, async () => {
      const { model, addFault } = await openWithChampion(under);
      addFault({ path: /fs\/directories|list-artifacts|mlflow-artifacts/, status: 503, times: 1000 });
      await assert.rejects(model.digest(await model.version(1)), isApiError({ kind: 'unavailable' }));
    });
  }
});
