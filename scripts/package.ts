import { packExtension } from './packaging/pack';
import { editionAsked } from './packaging/package-options';
import { runScript, say } from './repository/command';
import { root } from './repository/repository';

runScript(async () => {
  const { vsix, files } = await packExtension(root, editionAsked(process.argv.slice(2), root));
  say(`packed ${vsix} with ${files} files`);
});
