import type { JsonObject } from '../../lib/core/lossless-json';
import { connectionType, helpPage, labeled, taskId, type Edition } from './edition';

interface Contribution extends JsonObject {
  readonly type: string;
  readonly properties: JsonObject & { readonly displayName?: string };
}
interface Manifest extends JsonObject {
  readonly name: string;
  readonly contributions: readonly Contribution[];
}
interface TaskJson extends JsonObject {
  readonly id: string;
  readonly version: JsonObject;
  readonly helpMarkDown?: string;
  readonly inputs: readonly (JsonObject & { readonly type: string })[];
}

const OWN_CONNECTION = /^connectedService:databricks-mlops$/;

/** The manifest with the IDs, names and URLs of the edition. */
export function stampedManifest(text: string, edition: Edition): string {
  const manifest = JSON.parse(text) as Manifest;
  const { documentation, repository, support } = edition.links;
  const links = {
    ...(documentation !== undefined && { learn: { uri: documentation } }),
    ...(support !== undefined && { support: { uri: support } }),
  };
  return printed({
    ...manifest,
    id: edition.extensionId,
    publisher: edition.publisher,
    version: edition.version,
    name: labeled(manifest.name, edition),
    ...(Object.keys(links).length > 0 && { links }),
    ...(repository !== undefined && { repository: { type: 'git', url: repository } }),
    contributions: manifest.contributions.map((contribution) => stampedConnection(contribution, edition)),
  });
}

function stampedConnection(contribution: Contribution, edition: Edition): Contribution {
  const { type, properties } = contribution;
  if (type !== 'ms.vss-endpoint.service-endpoint-type') {
    return contribution;
  }
  const displayName = labeled(properties.displayName ?? '', edition);
  return { ...contribution, properties: { ...properties, name: connectionType(edition), displayName } };
}

/** A task.json with the ID, connection type, version and documentation link of the edition. */
export function stampedTask(text: string, edition: Edition): string {
  const task = JSON.parse(text) as TaskJson;
  const [, Minor = 0, Patch = 0] = edition.version.split('.').map(Number);
  const help = `[Documentation and error codes](${helpPage(edition)})`;
  return printed({
    ...task,
    id: taskId(task.id, edition),
    // The agent prints this URL at the top of each step's log.
    helpUrl: helpPage(edition),
    helpMarkDown: [task.helpMarkDown, help].filter((part) => part !== undefined).join(' '),
    version: { ...task.version, Minor, Patch },
    inputs: task.inputs.map((input) => ({
      ...input,
      type: input.type.replace(OWN_CONNECTION, `connectedService:${connectionType(edition)}`),
    })),
  });
}

function printed(json: JsonObject): string {
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
