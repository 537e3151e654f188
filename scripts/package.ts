import { buildCommandLine } from './packaging/command-line-build';
import { packExtension } from './packaging/pack';
import { editionAsked } from './packaging/package-options';
import { runScript, say } from './repository/command';
import { root } from './repository/repository';

runScript(async () => {
  const edition = editionAsked(process.argv.slice(2), root);
  const [{ vsix, files }] = await Promise.all([packExtension(root, edition), buildCommandLine(root)]);
  say(`packed ${vsix} with ${files} files`);
});
