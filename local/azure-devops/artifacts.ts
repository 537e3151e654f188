import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ofBuild } from './builds';
import type { JsonObject } from './json';
import { invalidArgument, Refusal } from './refusal';
import { objectIn, textIn, type Answer, type Call, type Resource } from './resource';
import type { RunRecord } from './run-record';
import { zipOf } from './zip';

/** https://learn.microsoft.com/rest/api/azure/devops/build/artifacts */
export const artifactResource: Resource = {
  area: 'build',
  name: 'artifacts',
  id: '1db06c96-014e-44e1-ac91-90b2d4b3e984',
  template: '{project}/_apis/build/builds/{buildId}/artifacts',
  answers: {
    GET: (call) => ofBuild(call, () => found(call)),
    POST: (call) => ofBuild(call, () => linked(call)),
  },
};

function found(call: Call): Answer {
  const name = call.query.get('artifactName');
  const all = namesOf(call.run);
  if (name === null) {
    return all.map((known) => artifact(known, call));
  }
  if (!all.includes(name)) {
    return new Refusal(
      404,
      'ArtifactNotFoundException',
      `Artifact ${name} was not found for build ${call.run.facts.buildId}.`,
    );
  }
  const wantsZip = call.accept.includes('application/zip') || call.query.get('$format') === 'zip';
  return wantsZip ? { zip: zipped(name, call.run) } : artifact(name, call);
}

/** Only tells of an artifact that is somewhere else; files come by a step. */
function linked(call: Call): Answer {
  const { name, resource } = objectIn(call.body);
  const known = textIn(name) ?? '';
  if (known === '') {
    return invalidArgument('Value cannot be null. Parameter name: artifact.Name');
  }
  if (namesOf(call.run).includes(known)) {
    const message = `Artifact ${known} already exists for build ${call.run.facts.buildId}.`;
    return new Refusal(409, 'ArtifactExistsException', message);
  }
  const { type, data } = objectIn(resource);
  call.run.linkedArtifacts.set(known, { type: textIn(type) ?? '', data: textIn(data) ?? '' });
  return artifact(known, call);
}

function namesOf({ facts, linkedArtifacts }: RunRecord): readonly string[] {
  const folders = existsSync(facts.artifacts) ? readdirSync(facts.artifacts).toSorted() : [];
  return [...folders, ...linkedArtifacts.keys()];
}

function artifact(name: string, { run, collection }: Call): JsonObject {
  const { projectId, buildId } = run.facts;
  const url = `${collection}${projectId}/_apis/build/builds/${buildId}/artifacts?artifactName=${encodeURIComponent(name)}&api-version=7.1`;
  const link = run.linkedArtifacts.get(name);
  return {
    id: namesOf(run).indexOf(name) + 1,
    name,
    source: run.facts.planId,
    resource:
      link === undefined
        ? { type: 'PipelineArtifact', data: '', properties: {}, url, downloadUrl: `${url}&%24format=zip` }
        : { ...link, properties: {}, url, downloadUrl: url },
  };
}

/** The paths in it begin with the name of the artifact, as on the service. */
function zipped(name: string, { facts }: RunRecord): Buffer {
  const folder = join(facts.artifacts, name);
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return zipOf(
    files.map((file) => ({
      name: `${name}/${file
        .slice(folder.length + 1)
        .split('\\')
        .join('/')}`,
      content: readFileSync(file),
    })),
  );
}
