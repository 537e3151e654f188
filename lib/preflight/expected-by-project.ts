import { isJsonList, isJsonObject, scalarText, toJson, type Json, type JsonObject } from '../core/lossless-json';
import type { ProjectFacts } from '../task/host';
import { readYaml } from '../yaml/read';
import { isLevelNeed, type Expectation } from './expectation';
import { readExpectations } from './read-expectations';
import { schemaOf } from './ready-made';

/** What a pipeline of the project needs, in the words that a step would use: its tables, its model, its jobs and its experiment. */
export function expectedByProject(project: ProjectFacts | undefined): readonly Expectation[] {
  if (project === undefined) {
    return [];
  }
  const { configuration } = project;
  const output = at(configuration, 'data', 'scoring', 'output', 'table');
  const reads = [
    at(configuration, 'data', 'training', 'table'),
    at(configuration, 'data', 'evaluation', 'table'),
    at(configuration, 'data', 'scoring', 'input'),
    ...listAt(configuration, 'comparison', 'otherData').map((row) => at(row, 'table')),
  ];
  const jobs = listAt(configuration, 'release', 'jobs').map((job) => ({ job, needs: 'CAN_MANAGE_RUN' }));
  const words = [
    ...reads.filter(isInCatalog).map((read) => ({ read })),
    ...[output].filter(isInCatalog).map((write) => ({ write })),
    ...[at(configuration, 'modelName')].filter(isInCatalog).map((train) => ({ train })),
    ...jobs,
  ];
  const reading = readYaml(toJson(words), project.file);
  const expected = 'node' in reading ? readExpectations(reading.node) : reading;
  // The first batch creates its output; other tables have to be there, unless the file says that training creates them.
  const created = at(configuration, 'data', 'createMissing') === true ? [...reads, output] : [output];
  return [
    ...('value' in expected ? expected.value : []).map((one) => creatable(one, created)),
    ...experimentNeeded(configuration),
  ];
}

/** A table that a run creates needs the right to create it until it is there; its creator owns it. */
function creatable(expectation: Expectation, created: readonly (Json | undefined)[]): Expectation {
  if (isLevelNeed(expectation) || expectation.on.kind !== 'table') {
    return expectation;
  }
  const { on } = expectation;
  return created.some((name) => scalarText(name).toLowerCase() === on.fullName)
    ? { ...expectation, whileAbsent: { privilege: 'CREATE_TABLE', on: schemaOf(on) } }
    : expectation;
}

function experimentNeeded(configuration: JsonObject): readonly Expectation[] {
  const name = scalarText(at(configuration, 'model', 'experiment'));
  return name === '' ? [] : [{ level: 'CAN_EDIT', of: { kind: 'experiment', name }, mayBeAbsent: true }];
}

/** Only Unity Catalog has grants, and names there have three parts. */
function isInCatalog(name: Json | undefined): boolean {
  return scalarText(name).split('.').length === 3;
}

function at(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), value);
}

function listAt(value: JsonObject, ...keys: readonly string[]): readonly Json[] {
  const found = at(value, ...keys);
  return isJsonList(found) ? found : [];
}
