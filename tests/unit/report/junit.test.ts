import assert from 'node:assert/strict';
import { junitXml, type TestCase } from '../../../lib/report/junit';
import { xmlText } from '../../../lib/report/xml-text';

const suite = (cases: readonly TestCase[]): string =>
  junitXml({ name: 'Preflight', startedAt: Date.parse('2026-11-21T10:00:00.250Z'), cases });
const passed: TestCase = { name: 'read a', className: 'grants', seconds: 0.25 };

describe('junitXml', () => {
  it('counts and times its cases', () => {
    const failed: TestCase = {
      ...passed,
      name: 'read "b"',
      problem: { kind: 'failure', message: 'a < b', details: 'one\ntwo & three' },
    };
    const unseen: TestCase = { ...passed, problem: { kind: 'error', message: 'm', details: '' } };
    assert.equal(
      suite([passed, failed, unseen]),
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites>',
        '<testsuite name="Preflight" tests="3" failures="1" errors="1" skipped="0" time="0.750" timestamp="2026-11-21T10:00:00" hostname="localhost" id="0" package="Preflight">',
        '  <properties/>',
        '  <testcase name="read a" classname="grants" time="0.250"/>',
        '  <testcase name="read &quot;b&quot;" classname="grants" time="0.250"><failure message="a &lt; b" type="failure">one&#10;two &amp; three</failure></testcase>',
        '  <testcase name="read a" classname="grants" time="0.250"><error message="m" type="error"></error></testcase>',
        '  <system-out/>',
        '  <system-err/>',
        '</testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
  });

  it('keeps class and name of a case within 512 characters, and tells long names apart', () => {
    const long = { className: 'tests.'.repeat(100), name: 'x'.repeat(2000) };
    const [one, other] = ['a', 'b'].map((end) => suite([{ ...passed, ...long, name: long.name + end }]));
    const read = /<testcase name="([^"]*)" classname="([^"]*)"/.exec(one ?? '') ?? [];
    assert.equal(`${read[2]}.${read[1]}`.length, 512);
    assert.notEqual(one, other);
    assert.equal(one, suite([{ ...passed, ...long, name: `${long.name}a` }]));
  });

  it('is never written without a case, which the Tests tab would take for no tests at all', () => {
    assert.throws(() => suite([]), /'Preflight' has no cases/);
  });
});

describe('xmlText', () => {
  const CASES: readonly (readonly [what: string, text: string, xml: string])[] = [
    ['escapes what has a meaning', `<a b="c">&'`, `&lt;a b=&quot;c&quot;&gt;&amp;'`],
    ['replaces control characters', 'a\u0000\u001B[31mb\uFFFE', 'a\uFFFD\uFFFD[31mb\uFFFD'],
    ['replaces half a pair', 'a\uD800b', 'a\uFFFDb'],
    ['keeps a whole pair', '🚀', '🚀'],
    ['ends no section early', ']]>', ']]&gt;'],
  ];
  for (const [what, text, xml] of CASES) {
    it(what, () => assert.equal(xmlText(text), xml));
  }
});
