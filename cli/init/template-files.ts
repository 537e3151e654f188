import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The build puts it beside the command. */
const FOLDER = join(__dirname, 'project-template');

/** The files of the example project, with forward slashes, in alphabetical order. */
export function templateFiles(): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
    .map((path) => ({ path: relative(FOLDER, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}
