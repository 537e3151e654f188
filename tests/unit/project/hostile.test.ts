import assert from 'node:assert/strict';
import { formatProblem } from '../../../lib/yaml/position';
import { readFileUtf8 } from '../../../lib/yaml/utf8';
import { randomNumbers } from '../../kit/project/random';
import { problemsOf, SMALL, smallWith } from '../../kit/project/reading';

const PLACED = /^(?:mlops|org)\.yml:[1-9]\d*:[1-9]\d*: \S/;

describe('a project that is no project', () => {
  const CASES: readonly { what: string; text: string; problem: RegExp }[] = [
    { what: 'is empty', text: '', problem: /^mlops\.yml:1:1: the file is empty/ },
    { what: 'holds comments only', text: '# soon\n', problem: /^mlops\.yml:\d+:1: the file is empty/ },
    { what: 'has a tab', text: 'model:\n\tproblem: binary', problem: /^mlops\.yml:2:1: tab characters/ },
    { what: 'gives a key twice', text: `${SMALL}version: 1`, problem: /^mlops\.yml:10:1: key 'version' appears twice/ },
    { what: 'merges by <<', text: 'a: &a {b: 1}\nc: {<<: *a}', problem: /^mlops\.yml:2:5: merge keys/ },
    { what: 'is nested too deep', text: '['.repeat(100_000), problem: /^mlops\.yml:1:\d+: nesting/ },
    {
      what: 'holds half a character',
      text: smallWith('model: { problem: binary, experiment: "\\uD800" }'),
      problem: /^mlops\.yml:8:40: the text contains half of a surrogate pair/,
    },
    {
      what: 'has an integer that no number keeps',
      text: smallWith('training: { timeoutMinutes: 9007199254740993 }'),
      problem: /^mlops\.yml:10:29: expected a number from 1 to/,
    },
  ];
  for (const { what, text, problem } of CASES) {
    it(`is told where it ${what}`, () => assert.match(problemsOf(text)[0] ?? '', problem));
  }

  const LONG = 'x'.repeat(10_000_000);
  const PLACES: Readonly<Record<string, string>> = {
    'the value of a choice': `promotion: { approval: ${LONG} }`,
    'a key': `? ${LONG}\n: 1`,
    'a key that is there twice': `? ${LONG}\n: 1\n? ${LONG}\n: 1`,
    'a metric': `comparison: { guardrails: [{ metric: ${LONG} }] }`,
    'the metric of a floor': `comparison:\n  floors:\n    ? ${LONG}\n    : low`,
    'the check of a waiver': `compliance: { waivers: [{ check: ${LONG}, reason: a, owner: b, approvedBy: c, until: "2027-01-31" }] }`,
    'the name of a model': `environments: { prod: { modelName: "a/${LONG}" } }`,
    'a baseline': `extends: ${LONG}`,
    'an alias': `training: *${LONG}`,
    'a place': `model: { problem: binary, champion: "alias:${LONG}" }`,
  };
  for (const [what, lines] of Object.entries(PLACES)) {
    it(`does not repeat 10 MB in its message where they are ${what}`, () => {
      const problems = problemsOf(smallWith(lines));
      assert.ok(problems.length > 0);
      assert.ok(
        problems.every(({ length }) => length < 2000),
        problems.map((problem) => `${problem.length}: ${problem.slice(0, 200)}`).join('\n'),
      );
    });
  }

  it('expands no bomb of aliases', () => {
    const lines = Array.from({ length: 12 }, (_, index) =>
      index === 0
        ? 'a0: &a0 [x, x]'
        : `a${index}: &a${index} [${Array(10)
            .fill(`*a${index - 1}`)
            .join(', ')}]`,
    );
    assert.match(problemsOf(lines.join('\n')).join('\n'), /alias 'a\d+' makes this more than 250000 values/);
  });

  it('reads the same with CRLF and a byte order mark', () => {
    assert.deepEqual(problemsOf(`\uFEFF${SMALL.replaceAll('\n', '\r\n')}`), []);
    assert.deepEqual(problemsOf('\uFEFFversion: 1\r\nmodle: 1').slice(-1), [
      "mlops.yml:2:1: unknown key 'modle'; did you mean 'model'?",
    ]);
  });

  it('says where bytes are no UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('a: \uFFFDé\nb: '), Buffer.from([0xff, 0x41])]);
    const reading = readFileUtf8(bytes, 'mlops.yml');
    assert.deepEqual(
      'problem' in reading && formatProblem(reading.problem),
      'mlops.yml:2:4: these bytes are not UTF-8; save the file as UTF-8',
    );
  });

  it('is told of 200 mistakes in 5,000 lines at once', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `    p${index}: ${index % 25 === 0 ? '[1]' : index}`);
    assert.equal(problemsOf(smallWith(`training:\n  parameters:\n${lines.join('\n')}`)).length, 200);
  });

  it('is read when it has 10,000 lines', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `    p${index}: ${index}`);
    assert.deepEqual(problemsOf(smallWith(`training:\n  parameters:\n${lines.join('\n')}`)), []);
  });

  it('may use anchors', () => {
    assert.deepEqual(problemsOf(smallWith('training: { parameters: { a: &depth 6, b: *depth } }')), []);
  });

  it('is told of by file, line and column, whatever the bytes', () => {
    const random = randomNumbers(1);
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ' ',
      '\n',
      '- ',
      '"',
      "'",
      '&a',
      '*a',
      '|',
      '>',
      '#',
      '!',
      '%',
      '\t',
      'version',
      'model',
      '1',
      '?',
      '\u0000',
      'é',
      '\uD83D',
      'extends: org.yml',
      '<<',
      '~',
      '.nan',
      '...',
      '---',
      'environments',
      ',',
    ];
    for (let round = 0; round < 3000; round++) {
      const text = mutated(random, pieces);
      for (const problem of problemsOf(text, { 'org.yml': mutated(random, pieces) })) {
        assert.match(problem, PLACED, JSON.stringify(text));
      }
    }
  });
});

/** The smallest file with some pieces put in or taken out, or nothing but pieces. */
function mutated(random: () => number, pieces: readonly string[]): string {
  const pick = (): string => pieces[Math.floor(random() * pieces.length)] ?? '';
  let text = random() < 0.5 ? SMALL : '';
  for (let edits = 1 + random() * 8; edits > 0; edits--) {
    const at = Math.floor(random() * (text.length + 1));
    text = text.slice(0, at) + pick() + text.slice(at + Math.floor(random() * 4));
  }
  return text;
}
