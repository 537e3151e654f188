import assert from 'node:assert/strict';
import { isJsonList, isJsonObject, type JsonObject } from '../../../lib/core/lossless-json';
import { defineTask, input, optional } from '../../../lib/task/definition';
import { inSection, shownWhen } from '../../../lib/task/layout';
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
    color: input.choice({ ...text, of: { red: 'Red paint', green: 'Green paint' }, default: 'red' }),
    owner: optional(input.string({ ...text, aliases: ['landlord'] })),
    shade: shownWhen({ input: 'color', isOneOf: ['red', 'green'] }, optional(input.string(text))),
    ...inSection(
      { title: 'After the run', shownWhen: { input: 'color', isOneOf: ['green'] } },
      { plan: optional(input.map(text)), rest: optional(input.string(text)) },
    ),
  },
  outputs: { area: 'Painted area.' },
});

const HELP = 'Give the step a name to read its outputs in later steps, e.g. $(stepName.area). Outputs: area.';

function inputJson(name: string): JsonObject | undefined {
  const { inputs } = taskJson(task, '3.4.5');
  return isJsonList(inputs) ? inputs.filter((one) => isJsonObject(one)).find((one) => one['name'] === name) : undefined;
}

describe('taskJson', () => {
  it('takes major from the task, minor and patch from the release', () => {
    assert.deepEqual(taskJson(task, '3.4.5')['version'], { Major: 2, Minor: 4, Patch: 5 });
  });

  it('shows the choices of a choice in words, with its default', () => {
    assert.deepEqual(inputJson('color'), {
      name: 'color',
      label: 'X',
      type: 'pickList',
      required: false,
      defaultValue: 'red',
      helpMarkDown: 'An x, e.g. y.',
      options: { red: 'Red paint', green: 'Green paint' },
    });
  });

  it('lists each section once and puts its inputs there', () => {
    assert.deepEqual(taskJson(task, '3.4.5')['groups'], [
      { name: 'afterTheRun', displayName: 'After the run', isExpanded: false, visibleRule: 'color = green' },
    ]);
    assert.deepEqual(
      [inputJson('plan')?.['groupName'], inputJson('rest')?.['groupName']],
      ['afterTheRun', 'afterTheRun'],
    );
  });

  it('shows an input only with the choices that it matters for', () => {
    assert.equal(inputJson('shade')?.['visibleRule'], 'color = red || color = green');
    assert.equal(inputJson('rest')?.['visibleRule'], undefined);
  });

  it('offers the other names of an input', () => {
    assert.deepEqual(inputJson('owner')?.['aliases'], ['landlord']);
    assert.equal(inputJson('color')?.['aliases'], undefined);
  });

  it('shows the editor of environment variables only where the task reads one, and names it', () => {
    const { showEnvironmentVariables, helpMarkDown } = taskJson({ ...task, environment: ['PAINT_TOKEN'] }, '3.4.5');
    assert.equal(showEnvironmentVariables, true);
    assert.equal(helpMarkDown, `${HELP} Environment variables that the step may set: PAINT_TOKEN.`);
    assert.equal('showEnvironmentVariables' in taskJson(task, '3.4.5'), false);
  });

  it('links to the page of the task once it has an address, and does without until then', () => {
    const page = 'https://example.com/manifested';
    const { helpUrl, helpMarkDown } = taskJson(task, '3.4.5', page);
    assert.deepEqual([helpUrl, helpMarkDown], [page, `[Documentation](${page}). ${HELP}`]);
    assert.equal('helpUrl' in taskJson(task, '3.4.5'), false);
    assert.equal(taskJson(task, '3.4.5')['helpMarkDown'], HELP);
  });

  it('runs on agents and on the machines of deployment groups', () => {
    assert.deepEqual(taskJson(task, '3.4.5')['runsOn'], ['Agent', 'DeploymentGroup']);
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
