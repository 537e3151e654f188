import assert from 'node:assert/strict';
import { join } from 'node:path';
import { AgentFixture, environmentOf, PRINT_ENVIRONMENT } from '../../kit/local-agent/agent-fixture';

interface Case {
  readonly behavior: string;
  readonly input?: { readonly type?: string; readonly defaultValue?: string };
  readonly written?: string;
  readonly variables?: Readonly<Record<string, string | { value: string; secret: true }>>;
  readonly wanted: string;
}

const CASES: readonly Case[] = [
  { behavior: 'takes the default of task.json', input: { defaultValue: 'auto' }, wanted: 'auto' },
  { behavior: 'takes the empty text without a default', wanted: '' },
  {
    behavior: 'lets the step override the default',
    input: { defaultValue: 'auto' },
    written: 'mlflow',
    wanted: 'mlflow',
  },
  { behavior: 'lets the step empty the default', input: { defaultValue: 'auto' }, written: '', wanted: '' },
  { behavior: 'trims defaults', input: { defaultValue: ' auto\n' }, wanted: 'auto' },
  { behavior: 'trims the written value', written: '  a b \n', wanted: 'a b' },
  {
    behavior: 'keeps blanks when trimming is off',
    written: ' a ',
    variables: { DISABLE_INPUT_TRIMMING: 'true' },
    wanted: ' a ',
  },
  {
    behavior: 'expands variables without regard to case',
    written: '$(MODEL.name)/x',
    variables: { 'model.Name': 'churn' },
    wanted: 'churn/x',
  },
  { behavior: 'expands a default', input: { defaultValue: '$(m)' }, variables: { m: 'v' }, wanted: 'v' },
  {
    behavior: 'expands secrets',
    written: '$(token)',
    variables: { token: { value: 'hush', secret: true } },
    wanted: 'hush',
  },
  { behavior: 'leaves an unknown macro as written', written: 'a $(nope) b', wanted: 'a $(nope) b' },
  { behavior: 'leaves an unfinished macro as written', written: 'a $(nope', wanted: 'a $(nope' },
  {
    behavior: 'finds a known macro inside an unknown one',
    written: '$(a$(b))',
    variables: { b: 'x' },
    wanted: '$(ax)',
  },
  {
    behavior: 'does not trim text that came out of a variable',
    written: '$(v)',
    variables: { v: ' x ' },
    wanted: ' x ',
  },
  {
    behavior: 'trims variable text if the setting is on',
    written: '$(v)',
    variables: { v: ' x ', AGENT_ENABLE_VARIABLE_INPUT_TRIMMING: 'true' },
    wanted: 'x',
  },
  {
    behavior: 'expands variables inside variables',
    written: '$(a)',
    variables: { a: '<$(b)>', b: '<$(c)>', c: 'x' },
    wanted: '<<x>>',
  },
  {
    behavior: 'leaves a cycle of variables as written',
    written: '$(a)',
    variables: { a: '$(b)', b: '$(a)' },
    wanted: '$(a)',
  },
  { behavior: 'expands the environment of the agent last', written: '$(USER)', wanted: 'vsts' },
];

describe('the inputs of a task', () => {
  let fixture: AgentFixture;
  beforeEach(() => {
    fixture = new AgentFixture();
  });
  afterEach(() => fixture.dispose());

  for (const { behavior, input, written, variables, wanted } of CASES) {
    it(behavior, async () => {
      const result = await fixture.run(
        { main: PRINT_ENVIRONMENT, json: { inputs: [{ name: 'x', type: 'string', ...input }] } },
        {
          step: written === undefined ? {} : { inputs: { x: written } },
          job: variables === undefined ? {} : { variables },
        },
      );
      assert.equal(environmentOf(result)['INPUT_X'], wanted);
    });
  }

  it('roots a file path in the sources, and makes the sources of an empty one', async () => {
    const job = fixture.job();
    const sources = job.variables.get('Build.SourcesDirectory') ?? '';
    const inputs = ['relative', 'absolute', 'empty'].map((name) => ({ name, type: 'filePath' }));
    const result = await job.runStep({
      taskFolder: fixture.task({ main: PRINT_ENVIRONMENT, json: { inputs } }),
      inputs: { relative: 'conf/../mlops.yml', absolute: '/etc/x/../hosts' },
    });
    const environment = environmentOf(result);
    assert.equal(environment['INPUT_RELATIVE'], join(sources, 'mlops.yml'));
    assert.equal(environment['INPUT_ABSOLUTE'], '/etc/hosts');
    assert.equal(environment['INPUT_EMPTY'], sources);
  });

  it('keeps the value of an input that the editor would hide', async () => {
    const inputs = [
      { name: 'mode', type: 'pickList', defaultValue: 'slow', options: { slow: 'Slow', fast: 'Fast' } },
      { name: 'x', type: 'string', visibleRule: 'mode = fast' },
    ];
    const result = await fixture.run(
      { main: PRINT_ENVIRONMENT, json: { inputs } },
      { step: { inputs: { x: 'kept' } } },
    );
    assert.equal(environmentOf(result)['INPUT_X'], 'kept');
  });

  it('knows an input by alias, in any case, and passes on one that task.json does not name', async () => {
    const result = await fixture.run(
      { main: PRINT_ENVIRONMENT, json: { inputs: [{ name: 'model', type: 'string', aliases: ['modelName'] }] } },
      { step: { inputs: { MODELNAME: 'churn', 'free text': 'x' } } },
    );
    assert.equal(environmentOf(result)['INPUT_MODEL'], 'churn');
    assert.equal(environmentOf(result)['INPUT_FREE_TEXT'], 'x');
  });
});
