import assert from 'node:assert/strict';
import { isJsonList, isJsonObject, type JsonObject } from '../../../lib/core/lossless-json';
import { defineTask, input, optional } from '../../../lib/task/definition';
import { taskJson } from '../../../lib/task/task-json';

const text = { label: 'X', help: 'An x, e.g. y.' };
const base = {
  id: '00000000-0000-4000-8000-000000000003',
  name: 'Manifested',
  major: 2,
  friendlyName: 'Manifested',
  summary: 'Is a manifest.',
  instanceName: 'Manifest $(color)',
  rules: [],
  clients: [],
} as const;
const task = defineTask({
  ...base,
  inputs: {
    color: input.choice({ ...text, of: ['red', 'green'], default: 'red' }),
    plan: { ...optional(input.map(text)), section: 'After the run' },
    rest: { ...optional(input.string(text)), section: 'After the run' },
  },
  outputs: { area: 'Painted area.' },
});

function inputJson(name: string): JsonObject | undefined {
  const { inputs } = taskJson(task, '3.4.5');
  return isJsonList(inputs) ? inputs.filter((one) => isJsonObject(one)).find((one) => one['name'] === name) : undefined;
}

describe('taskJson', () => {
  it('takes major from the task, minor and patch from the release', () => {
    assert.deepEqual(taskJson(task, '3.4.5')['version'], { Major: 2, Minor: 4, Patch: 5 });
  });

  it('offers the choices of a choice, with its default', () => {
    assert.deepEqual(inputJson('color'), {
      name: 'color',
      label: 'X',
      type: 'pickList',
      required: false,
      defaultValue: 'red',
      helpMarkDown: 'An x, e.g. y.',
      options: { red: 'red', green: 'green' },
    });
  });

  it('lists each section once and puts its inputs there', () => {
    assert.deepEqual(taskJson(task, '3.4.5')['groups'], [
      { name: 'afterTheRun', displayName: 'After the run', isExpanded: false },
    ]);
    assert.deepEqual(
      [inputJson('plan')?.['groupName'], inputJson('rest')?.['groupName']],
      ['afterTheRun', 'afterTheRun'],
    );
  });

  it('allows the step to set its outputs and nothing else', () => {
    assert.deepEqual(taskJson(task, '3.4.5')['restrictions'], { settableVariables: { allowed: ['area'] } });
  });

  it('runs on both Node versions, after the job only where something is left to do', () => {
    const { execution, postjobexecution } = taskJson({ ...task, postJob: true }, '3.4.5');
    assert.deepEqual(execution, { Node24: { target: 'index.js' }, Node20_1: { target: 'index.js' } });
    assert.deepEqual(postjobexecution, { Node24: { target: 'postjob.js' }, Node20_1: { target: 'postjob.js' } });
    assert.equal('postjobexecution' in taskJson(task, '3.4.5'), false);
  });
});
