import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileCounters } from '../../../../local/pipelines/run-folder/counter-file';
import { environmentLocks } from '../../../../local/pipelines/run-folder/environment-locks';
import { EventFile, readEvents } from '../../../../local/pipelines/run-folder/event-file';
import { takeFile } from '../../../../local/pipelines/run-folder/lock-file';
import { newRunFolder, runIds } from '../../../../local/pipelines/run-folder/run-folders';
import { useTemporaryFolders } from '../../../kit/temporary-folders';
import { VirtualClock } from '../../../kit/virtual-clock';

const never = new AbortController().signal;
const START = new Date('2026-11-29T12:00:00Z');

describe('what runs in one folder share', () => {
  const newFolder = useTemporaryFolders();

  it('are folders with different names, also in the same second', () => {
    const root = newFolder();
    const ids = Array.from({ length: 11 }, () => newRunFolder(root, START).id);
    assert.equal(new Set(ids).size, 11);
    assert.deepEqual(runIds(root).slice(0, 2), ['20261129T120000-11', '20261129T120000-10']);
    assert.deepEqual(readdirSync(join(root, '.mlops')).toSorted(), ['.gitignore', 'runs']);
  });

  it('are counters that go on, unless the run has its values already', () => {
    const root = newFolder();
    newRunFolder(root, START);
    assert.equal(fileCounters(root, new Map()).next('2', 100), 100);
    assert.equal(fileCounters(root, new Map()).next('2', 100), 101);
    assert.equal(fileCounters(root, new Map([['2', 100]])).next('2', 100), 100);
    assert.equal(fileCounters(root, new Map()).next('2', 100), 102);
  });

  it('are counters that a killed run does not block', () => {
    const root = newFolder();
    newRunFolder(root, START);
    writeFileSync(join(root, '.mlops/counters.json.lock'), String(deadProcess()));
    assert.equal(fileCounters(root, new Map()).next('2', 1), 1);
  });

  it('are environments that one stage at a time uses, in the order in which they came', async () => {
    const root = newFolder();
    const clock = new VirtualClock({ advance: 'manual' });
    const locks = environmentLocks(root, clock);
    const order: string[] = [];
    const first = await locks.take(['prod', 'web'], 'sequential', never);
    const waiting = ['second', 'third'].map(async (name) => {
      const lock = await locks.take(['web'], 'sequential', never);
      order.push(name);
      return lock;
    });
    await clock.elapse(200);
    assert.deepEqual(order, []);
    release(first);
    await clock.elapse(200);
    release(await waiting[0]);
    await clock.elapse(200);
    release(await waiting[1]);
    assert.deepEqual(order, ['second', 'third']);
    assert.deepEqual(readdirSync(join(root, '.mlops/locks')), []);
  });

  it('are environments for which the newest run that waits is the only one', async () => {
    const root = newFolder();
    const clock = new VirtualClock({ advance: 'manual' });
    const locks = environmentLocks(root, clock);
    const first = await locks.take(['prod'], 'runLatest', never);
    const second = locks.take(['prod'], 'runLatest', never);
    const third = locks.take(['prod'], 'runLatest', never);
    await clock.elapse(200);
    assert.equal(await second, 'overtaken');
    release(first);
    await clock.elapse(200);
    release(await third);
  });

  it('are environments that a killed run does not block, and whose wait can be canceled', async () => {
    const root = newFolder();
    const clock = new VirtualClock({ advance: 'manual' });
    mkdirSync(join(root, '.mlops/locks'), { recursive: true });
    writeFileSync(join(root, '.mlops/locks/prod'), String(deadProcess()));
    const taken = environmentLocks(root, clock).take(['prod'], 'sequential', never);
    await clock.elapse(200);
    const cancel = new AbortController();
    const waiting = environmentLocks(root, clock).take(['prod'], 'sequential', cancel.signal);
    cancel.abort(new Error('canceled'));
    await assert.rejects(waiting, /canceled/);
    release(await taken);
  });

  it('is no lock that another process holds', () => {
    const path = join(newFolder(), 'lock');
    const lock = takeFile(path);
    assert.equal(takeFile(path), undefined);
    lock?.release();
    assert.notEqual(takeFile(path), undefined);
  });

  it('are events of which half a line at the end is left out', () => {
    const root = newFolder();
    const file = new EventFile(root);
    file.write('{"kind":"run ended","result":"Failed","at":""}');
    file.write('{"kind":"run en');
    file.close();
    assert.deepEqual(readEvents(root), [{ kind: 'run ended', result: 'Failed', at: '' }]);
  });

  it('tells of an event that cannot be written', () => {
    const file = new EventFile(newFolder());
    file.close();
    file.write('{}');
    assert.match(file.failure?.message ?? '', /EBADF/);
  });
});

function release(lock: Awaited<ReturnType<ReturnType<typeof environmentLocks>['take']>> | undefined): void {
  assert.ok(typeof lock === 'object');
  lock.release();
}

function deadProcess(): number {
  return spawnSync('true').pid;
}
