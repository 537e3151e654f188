import { runScript, say } from './command';
import { packExtension } from './pack';
import { editionAsked } from './package-options';
import { root } from './repository';

runScript(async () => {
  const { vsix, files } = await packExtension(root, editionAsked(process.argv.slice(2), root));
  say(`packed ${vsix} with ${files} files`);
});
