import type { Context } from './context';
import type { Edit } from './edit';

/** Makes the edits, shows them as a difference, and commits. */
export function commit(message: string, edits: readonly Edit[], { project, printer }: Context): void {
  edits.forEach((edit) => project.edit(edit));
  printer.code(`$ git commit -m '${message}'`);
  let file = '';
  for (const { from, to, ...edit } of edits) {
    const heading = edit.file === file ? [] : [edit.file];
    file = edit.file;
    printer.code([...heading, ...marked('-', from), ...marked('+', to)].join('\n'));
  }
  project.git('add', '.');
  project.git('commit', '-q', '-m', message);
}

function marked(mark: string, text: string): readonly string[] {
  return text.split('\n').map((line) => `${mark} ${line}`);
}
