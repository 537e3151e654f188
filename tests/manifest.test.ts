import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseOf, root } from '../scripts/repository/repository';
import { taskNames } from '../scripts/repository/task-folders';

interface Contribution {
  readonly id: string;
  readonly type: string;
  readonly targets: readonly string[];
  readonly properties: { readonly name: string; readonly [key: string]: unknown };
}
interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly contributions: readonly Contribution[];
  readonly [key: string]: unknown;
}

const manifest = JSON.parse(readFileSync(join(root, 'vss-extension.json'), 'utf8')) as Manifest;
const ofType = (type: string): readonly Contribution[] =>
  manifest.contributions.filter((contribution) => contribution.type === type);

interface Scheme {
  readonly type: string;
  readonly inputDescriptors: readonly {
    readonly id: string;
    readonly description: string;
    readonly isConfidential: boolean;
    readonly validation: { readonly isRequired: boolean };
  }[];
}

function schemes(): readonly Scheme[] {
  const [connection] = ofType('ms.vss-endpoint.service-endpoint-type');
  return connection?.properties['authenticationSchemes'] as readonly Scheme[];
}

describe('the manifest of the extension', () => {
  it('contributes every task folder and no other', () => {
    const tasks = ofType('ms.vss-distributed-task.task');
    assert.deepEqual(
      tasks.map(({ id, targets, properties }) => ({ id, targets, folder: properties.name })),
      taskNames(root).map((name) => ({
        id: name,
        targets: ['ms.vss-distributed-task.tasks'],
        folder: `tasks/${name}`,
      })),
    );
  });

  it('contributes the connection type that the tasks ask for, besides the one of Azure itself', () => {
    const [connection] = ofType('ms.vss-endpoint.service-endpoint-type');
    assert.deepEqual(connection?.targets, ['ms.vss-endpoint.endpoint-types']);
    for (const name of taskNames(root)) {
      const { inputs } = JSON.parse(readFileSync(join(root, 'tasks', name, 'task.json'), 'utf8')) as {
        inputs: readonly { type: string }[];
      };
      const wanted = inputs.flatMap(({ type }) => /^connectedService:(.*)$/.exec(type)?.[1] ?? []);
      assert.ok(wanted.every((type) => type === connection?.properties.name || type === 'AzureRM'));
    }
  });

  it('sends the token of a connection as a bearer token, and hides it', () => {
    assert.deepEqual(
      schemes().find(({ type }) => type.endsWith('-token')),
      {
        type: 'ms.vss-endpoint.endpoint-auth-scheme-token',
        displayName: 'Access token',
        headers: [{ name: 'Authorization', value: 'Bearer {{endpoint.apitoken}}' }],
        inputDescriptors: [
          {
            id: 'apitoken',
            name: 'Access token',
            description:
              'Access token of a service principal, e.g. from: databricks tokens create --lifetime-seconds 7776000. Replace it before it expires.',
            inputMode: 'passwordBox',
            isConfidential: true,
            validation: { isRequired: true, dataType: 'string', maxLength: 300 },
          },
        ],
      },
    );
  });

  it('offers three ways to log in, and hides every secret among their fields', () => {
    assert.deepEqual(
      schemes().map(({ type, inputDescriptors }) => [
        type.replace('ms.vss-endpoint.endpoint-auth-scheme-', ''),
        inputDescriptors.map(({ id, isConfidential }) => `${id}${isConfidential ? ' (hidden)' : ''}`).join(),
      ]),
      [
        ['token', 'apitoken (hidden)'],
        ['basic', 'username,password (hidden)'],
        ['none', 'applicationId'],
      ],
    );
  });

  it('asks for the application ID only where federation is chosen, and insists on it there', () => {
    const [connection] = ofType('ms.vss-endpoint.service-endpoint-type');
    assert.equal(connection?.properties['inputDescriptors'], undefined);
    const optional = schemes().flatMap(({ inputDescriptors }) =>
      inputDescriptors.filter(({ validation }) => !validation.isRequired),
    );
    assert.deepEqual(optional, []);
  });

  it('helps in lines that a dialog can show', () => {
    const [connection] = ofType('ms.vss-endpoint.service-endpoint-type');
    const texts = [
      ...String(connection?.properties['helpMarkDown']).split('\n'),
      ...schemes().flatMap(({ inputDescriptors }) => inputDescriptors.map(({ description }) => description)),
    ];
    assert.deepEqual(
      texts.filter((text) => text.length > 160),
      [],
    );
  });

  it('has contributions with different ids', () => {
    const ids = manifest.contributions.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('asks for no access to Azure DevOps', () => assert.equal('scopes' in manifest, false));

  it('says where it runs, and has search tags', () => {
    const { targets, categories, tags, galleryFlags } = manifest;
    assert.deepEqual(targets, [{ id: 'Microsoft.VisualStudio.Services' }]);
    assert.deepEqual(categories, ['Azure Pipelines']);
    assert.deepEqual(galleryFlags, ['Preview']);
    for (const word of ['Azure Databricks', 'MLflow', 'MLOps', 'Build task', 'Release task']) {
      assert.ok((tags as readonly string[]).includes(word), word);
    }
  });

  it('has the version of the package', () => assert.equal(manifest.version, releaseOf(root)));

  it('describes itself within the 200 characters that the Marketplace shows', () => {
    assert.ok(manifest.description.length > 0 && manifest.description.length <= 200);
  });

  it('gives every task its own drawing', () => {
    const drawings = taskNames(root).map((name) => readFileSync(join(root, 'tasks', name, 'icon.svg'), 'utf8'));
    assert.equal(new Set(drawings).size, drawings.length);
  });

  it('has a drawing for every picture it shows', () => {
    const drawings = ['images/icon.svg', ...taskNames(root).map((name) => `tasks/${name}/icon.svg`)];
    assert.deepEqual(
      drawings.filter((path) => !existsSync(join(root, path))),
      [],
    );
  });
});
