import assert from 'node:assert/strict';
import { forbiddenIn } from '../scripts/packaging/forbidden-text';
import { wordsInPng } from '../scripts/packaging/png-chunks';
import { repositoryFiles } from './kit/repository-files';

const files = repositoryFiles();
const code = files.filter(({ path }) => /\.(?:ts|py|cjs)$/.test(path));

describe('the repository', () => {
  it('contains no machine paths, registry URLs or secrets', () => {
    // The table of patterns and its test are made of such text.
    const searched = files.filter(({ path }) => !path.endsWith('.png') && !path.includes('forbidden-text'));
    const found = searched.flatMap(({ path, text }) => forbiddenIn(text).map((problem) => `${path} ${problem}`));
    assert.deepEqual(found, []);
  });

  it('contains no log or profile that a program has left', () => {
    const left = files.filter(({ path }) => /\.(?:log|cpuprofile|heapsnapshot)$/.test(path));
    assert.deepEqual(
      left.map(({ path }) => path),
      [],
    );
  });

  it('locks packages by checksum and leaves the registry to the user', () => {
    const lock = files.find(({ path }) => path === 'package-lock.json')?.text ?? '';
    assert.match(lock, /"integrity": "sha512-/);
    assert.doesNotMatch(lock, /"resolved"/);
  });

  it('has pictures without words in them', () => {
    const pictures = files.filter(({ path }) => path.endsWith('.png'));
    assert.deepEqual(
      pictures.filter(({ content }) => wordsInPng(content).length > 0).map(({ path }) => path),
      [],
    );
  });

  it('has no file of code above 300 lines, and half of them within 60', () => {
    const lengths = code.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
    assert.deepEqual(
      lengths.filter(({ lines }) => lines > 300),
      [],
    );
    const sorted = lengths.map(({ lines }) => lines).toSorted((one, other) => one - other);
    assert.ok((sorted[Math.floor(sorted.length / 2)] ?? 0) <= 60);
  });

  it('gives a reason beside every suppressed finding', () => {
    const marks =
      /(?:oxlint|eslint)-disable|@ts-(?:expect-error|ignore|nocheck)|# (?:noqa|type: ignore)|prettier-ignore/;
    const bare = code
      .filter(({ path }) => path !== 'tests/repository.test.ts')
      .flatMap(({ path, text }) => text.split('\n').map((line, index) => ({ at: `${path}:${index + 1}`, line })))
      .filter(({ line }) => marks.test(line) && !/ -- \S+ \S+/.test(line));
    assert.deepEqual(
      bare.map(({ at }) => at),
      [],
    );
  });

  it('runs an existing file with every npm script', () => {
    const { scripts } = JSON.parse(files.find(({ path }) => path === 'package.json')?.text ?? '') as {
      scripts: Readonly<Record<string, string>>;
    };
    const named = Object.values(scripts).flatMap((script) => script.match(/\S+\.ts\b/g) ?? []);
    const present = new Set(files.map(({ path }) => path));
    assert.deepEqual(
      named.filter((path) => !/[*{]/.test(path) && !present.has(path)),
      [],
    );
  });
});
