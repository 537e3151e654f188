import assert from 'node:assert/strict';
import { testCounts } from '../../../../local/pipelines/steps/test-counts';

const counted = (type: string, ...texts: readonly string[]) =>
  testCounts([{ type, properties: {}, files: texts.map((text) => ({ path: '/r.xml', content: Buffer.from(text) })) }]);

describe('counts of tests', () => {
  const CASES: readonly (readonly [format: string, text: string, counts: readonly number[]])[] = [
    [
      'JUnit',
      `<testsuite tests="99"><testcase name="a"/><testcase name="b"><failure>no</failure></testcase>
       <testcase name="c"><error/></testcase><testcase name="d"><skipped/></testcase>
       <testcase name="e"><system-out><![CDATA[<failure> and </testcase> in text]]></system-out></testcase>
       <!-- <testcase name="f"/> --></testsuite>`,
      [5, 2, 2, 1],
    ],
    [
      'NUnit',
      '<test-case result="Passed"/><test-case id="1" result="Failed"/><test-case result="Skipped"/>',
      [3, 1, 1, 1],
    ],
    [
      'XUnit',
      '<test name="a" result="Pass"/><test name="b" result="Fail"/><test name="c" result="Skip"/>',
      [3, 1, 1, 1],
    ],
    [
      'VSTest',
      '<UnitTestResult testName="a" outcome="Passed"/><UnitTestResult outcome="Timeout"/><UnitTestResult outcome="NotExecuted"/>',
      [3, 1, 1, 1],
    ],
    ['CTest', '<Test Status="passed"/><Test Status="failed"/><Test Status="notrun"/>', [3, 1, 1, 1]],
  ];
  for (const [format, text, [total, passed, failed, skipped]] of CASES) {
    it(`are read from ${format}`, () => assert.deepEqual(counted(format, text), { total, passed, failed, skipped }));
  }

  it('add up over files, and are unknown without any', () => {
    const text = '<testcase name="a"/>';
    assert.deepEqual(counted('junit', text, text), { total: 2, passed: 2, failed: 0, skipped: 0 });
    assert.equal(counted('junit'), undefined);
    assert.equal(testCounts([]), undefined);
  });
});
