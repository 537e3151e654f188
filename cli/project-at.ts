import { systemClock } from '../lib/core/node/system-clock';
import { loadWithin, projectFileAt } from '../lib/project/node/project-files';
import { readBaseline, readProject, type ProjectReading } from '../lib/project/read-project';
import { UsageError } from './usage-error';

export type Role = 'project' | 'baseline';

/** The project in a file, or everything that is wrong with it. */
export function readingAt(path: string, role: Role): ProjectReading {
  // On the command line, a baseline may be anywhere.
  const ground = { folder: process.cwd(), isFence: false };
  const found = projectFileAt(path, ground);
  if ('unread' in found) {
    throw new UsageError(`'${path}' cannot be read (${found.unread}).`, 'Name a file such as databricks-ml/mlops.yml.');
  }
  if ('problem' in found) {
    return { project: undefined, problems: [found.problem], warnings: [] };
  }
  const load = loadWithin(ground);
  const today = new Date(systemClock.now()).toISOString().slice(0, 10);
  return role === 'project'
    ? readProject(found.file, { load, today })
    : { project: undefined, problems: readBaseline(found.file, load), warnings: [] };
}
