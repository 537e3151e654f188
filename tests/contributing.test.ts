import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { root, textOf } from '../scripts/repository/repository';
import { repositoryFiles } from './kit/repository-files';

const CODE = /\.(?:ts|py|cjs)$/;
/** Test folders whose subject is more than one folder; CONTRIBUTING.md says what each is for. */
const OF_MANY = /^tests\/(?:kit|peers|journeys|record|tasks\/every-task)(?:\/|$)/;

const SOURCE = /^(?:lib|local|cli|scripts|tasks|on-databricks)(?:\/|$)/;
const TEST = /\.(?:test|exhaustive)\.ts$|\/test_\w+\.py$/;
/** Their tests have the name of something larger; CONTRIBUTING.md says of what. */
const TESTED_ELSEWHERE = ['lib/azure-devops', 'lib/evidence', 'scripts/layers', 'scripts/skeleton'];

const paths = repositoryFiles().map(({ path }) => path);
const folders = new Set(paths.filter((path) => CODE.test(path)).map(dirname));

describe('CONTRIBUTING.md', () => {
  it('names every folder with code', () => {
    const named = foldersNamed();
    const missing = [...folders].filter((folder) => !folder.startsWith('tests') && !named.has(asRow(folder)));
    assert.deepEqual(missing, []);
  });

  it('names only folders that exist', () => {
    const gone = [...foldersNamed()].filter((folder) => !folder.includes('<') && !existsSync(join(root, folder)));
    assert.deepEqual(gone, []);
  });

  it('names only files that exist', () => {
    const named = [...textOf(root, 'CONTRIBUTING.md').matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|json|md))`/g)];
    const gone = named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)));
    assert.deepEqual(
      gone,
      ['tests/unit/core/nearest.test.ts'].filter((path) => !existsSync(join(root, path))),
    );
  });
});

describe('the table of what to change', () => {
  const TASK = /^tasks\/<TaskName>/;
  const rows = (
    textOf(root, 'CONTRIBUTING.md').split('## To change X')[1]?.split('\n## ')[0]?.split('\n') ?? []
  ).filter((row) => row.startsWith('| ') && !row.startsWith('| To change'));

  it('names only places that exist', () => {
    assert.ok(rows.length > 30, `only ${rows.length} rows`);
    const places = rows.flatMap(placesIn).map((place) => place.replace(TASK, 'tasks/MLflowTrainModel'));
    assert.deepEqual(
      places.filter((place) => !existsSync(join(root, place))),
      [],
    );
  });

  it('leads to a place in each row', () => {
    assert.deepEqual(
      rows.filter((row) => placesIn(row).length === 0),
      [],
    );
  });

  /** What its second cell names, without commands and patterns. */
  function placesIn(row: string): readonly string[] {
    const [, , cell = ''] = row.split('|');
    return [...cell.matchAll(/`([^` *]+)`/g)].map(([, named = '']) => named);
  }
});

describe('a folder of tests', () => {
  it('has the path of its subject', () => {
    const tests = [...folders].filter((folder) => folder.startsWith('tests/') && !OF_MANY.test(folder));
    const lost = tests.filter((folder) => !subjectsOf(folder).some((subject) => existsSync(join(root, subject))));
    assert.deepEqual(lost, []);
  });
});

describe('a folder of code', () => {
  it('has tests under its own path or that of a folder above', () => {
    const tests = paths.filter((path) => TEST.test(path));
    const subjects = (of: (test: string) => readonly string[]): ReadonlySet<string> =>
      new Set(tests.flatMap(of).flatMap(subjectsOf));
    const subjectsAlone = subjects((test) => [dirname(test), test.replace(TEST, '')]);
    const withFoldersAbove = subjects((test) => foldersAbove(test));
    const untested = [...folders].filter(
      (folder) =>
        SOURCE.test(folder) &&
        ![folder, ...foldersAbove(folder)].some((each) => subjectsAlone.has(each)) &&
        !withFoldersAbove.has(folder),
    );
    assert.deepEqual(untested, TESTED_ELSEWHERE);
  });
});

function foldersAbove(path: string): readonly string[] {
  const above = dirname(path);
  return above === '.' ? [] : [above, ...foldersAbove(above)];
}

function subjectsOf(folder: string): readonly string[] {
  const subject = folder.replace(/^tests\/(?:unit\/)?/, '');
  return folder.startsWith('tests/unit/')
    ? [`lib/${subject}`, subject, `local/${subject}`]
    : [subject, `local/${subject}`];
}

function asRow(folder: string): string {
  return folder.replace(/^tasks\/\w+$/, 'tasks/<TaskName>');
}

/** The first cell of each row, and its rooms. */
function foldersNamed(): ReadonlySet<string> {
  const rows = textOf(root, 'CONTRIBUTING.md').split('## Rooms')[1]?.split('\n## ')[0]?.split('\n') ?? [];
  const named = rows.flatMap((row) => {
    const [, first = '', , rooms = ''] = row.split('|');
    const folder = /^ `([^`]+)` $/.exec(first)?.[1];
    const inside = [...rooms.matchAll(/`([^`]+)`/g)].map(([, room = '']) => `${folder}/${room}`);
    return folder === undefined ? [] : [folder, ...inside];
  });
  assert.ok(named.length > 20, `only ${named.length} folders are named`);
  return new Set(named);
}
