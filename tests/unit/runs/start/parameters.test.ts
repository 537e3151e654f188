import assert from 'node:assert/strict';
import { UserError } from '../../../../lib/core/errors';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Job } from '../../../../lib/databricks/jobs';
import {
  jobParameters,
  notebookParameters,
  pythonArguments,
  undefinedNames,
  type Parameters,
} from '../../../../lib/runs/start/parameters';

const MAP: Parameters = { depth: 6, rate: 0.1, name: 'x', on: true, none: null, id: 9_007_199_254_740_993n };
const AS_TEXT = { depth: '6', rate: '0.1', name: 'x', on: 'true', none: '', id: '9007199254740993' };
const AS_ARGUMENTS = ['--depth=6', '--rate=0.1', '--name=x', '--on=true', '--none=', '--id=9007199254740993'];

function job(taskKinds: readonly string[], parameterNames: readonly string[] = []): Job {
  return { id: '7', name: 'train', creator: undefined, parameterNames, taskKinds };
}

describe('the parameters of a run', () => {
  const GOOD: readonly { of: string; gives: () => JsonObject; body: JsonObject }[] = [
    { of: 'a notebook, none', gives: () => notebookParameters(undefined), body: {} },
    { of: 'a notebook', gives: () => notebookParameters(MAP), body: { base_parameters: AS_TEXT } },
    { of: 'a Python file, none', gives: () => pythonArguments(undefined), body: {} },
    { of: 'a Python file', gives: () => pythonArguments(MAP), body: { parameters: AS_ARGUMENTS } },
    { of: 'a Python file, a list', gives: () => pythonArguments(['-v', 3]), body: { parameters: ['-v', '3'] } },
    { of: 'a job, none', gives: () => jobParameters(undefined, job([])), body: {} },
    {
      of: 'a job that defines some',
      gives: () => jobParameters(MAP, job(['notebook_task'], ['depth'])),
      body: { job_parameters: AS_TEXT },
    },
    {
      of: 'a notebook job',
      gives: () => jobParameters(MAP, job(['notebook_task', 'notebook_task'])),
      body: { notebook_params: AS_TEXT },
    },
    {
      of: 'a Python job',
      gives: () => jobParameters(MAP, job(['spark_python_task'])),
      body: { python_params: AS_ARGUMENTS },
    },
    {
      of: 'a wheel job',
      gives: () => jobParameters(MAP, job(['python_wheel_task'])),
      body: { python_named_params: AS_TEXT },
    },
    {
      of: 'a wheel job, a list',
      gives: () => jobParameters(['-v'], job(['python_wheel_task'])),
      body: { python_params: ['-v'] },
    },
    { of: 'a jar job', gives: () => jobParameters(['-v'], job(['spark_jar_task'])), body: { jar_params: ['-v'] } },
    { of: 'a SQL job', gives: () => jobParameters(MAP, job(['sql_task'])), body: { sql_params: AS_TEXT } },
    {
      of: 'a job with one kind that takes some',
      gives: () => jobParameters(['-v'], job(['condition_task', 'spark_jar_task'])),
      body: { jar_params: ['-v'] },
    },
  ];
  for (const { of, gives, body } of GOOD) {
    it(`go to ${of}`, () => assert.deepEqual(gives(), body));
  }

  const noSingleField = /defines no job parameters and has tasks of the kinds .*no single field takes 'parameters'/;
  const BAD: readonly { what: string; gives: () => JsonObject; says: RegExp }[] = [
    {
      what: 'a list for a notebook',
      gives: () => notebookParameters(['x']),
      says: /A notebook takes parameters by name, and 'parameters' is a list/,
    },
    {
      what: 'a list for a job',
      gives: () => jobParameters(['x'], job([], ['p'])),
      says: /Job 7 takes parameters by name/,
    },
    {
      what: 'a map as a value',
      gives: () => notebookParameters({ grid: { a: 1 } }),
      says: /Parameter 'grid' is a map; parameters are text\.\nFix: Quote it as JSON, e\.g\. grid: '\{"a":1\}'/,
    },
    { what: 'a list as an argument', gives: () => pythonArguments(['x', ['y']]), says: /Parameter 'item 2' is a list/ },
    {
      what: 'tasks of two kinds',
      gives: () => jobParameters(MAP, job(['notebook_task', 'sql_task'])),
      says: noSingleField,
    },
    { what: 'tasks that take none', gives: () => jobParameters(MAP, job(['pipeline_task'])), says: noSingleField },
    {
      what: 'more than the service takes',
      gives: () => notebookParameters({ a: 'ä'.repeat(5000) }),
      says: /take 10008 bytes as JSON; the service accepts at most 10000/,
    },
  ];
  for (const { what, gives, says } of BAD) {
    it(`are refused with ${what}`, () => {
      assert.throws(
        gives,
        (error) => error instanceof UserError && error.code === 'PARAMETERS_REFUSED' && says.test(error.lines),
      );
    });
  }

  it('may be as large as the service takes', () => {
    assert.doesNotThrow(() => notebookParameters({ a: 'x'.repeat(10_000 - '{"a":""}'.length) }));
  });

  it('that a job does not define are known by name', () => {
    assert.deepEqual(undefinedNames(MAP, job([], ['depth', 'rate', 'name', 'on', 'none'])), ['id']);
    assert.deepEqual(undefinedNames(MAP, job(['notebook_task'])), []);
  });
});
