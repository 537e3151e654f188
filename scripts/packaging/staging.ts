import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { textOf } from '../repository/repository';
import { readTaskFolders } from '../repository/task-folders';
import { bundleTasks } from './bundle';
import { editionOf, type Edition } from './edition';
import { marketplacePage } from './marketplace-page';
import { thirdPartyNotices } from './notices';
import { drawPicture } from './pictures';
import { replaceFolder } from './replace-folder';
import { stampedManifest, stampedTask } from './stamp';

/** The sizes that the Marketplace and the list of tasks require. */
const EXTENSION_PIXELS = 128;
const TASK_PIXELS = 32;
/** Twice the width of the Marketplace's column, for high-resolution screens. */
const FLOW_PIXELS = 1400;

/** Fills the folder with exactly the content of the package. */
export function stageExtension(root: string, staging: string, edition = editionOf(root)): Promise<void> {
  return replaceFolder(staging, (fresh) => fill(root, fresh, edition));
}

async function fill(root: string, staging: string, edition: Edition): Promise<void> {
  mkdirSync(join(staging, 'images'), { recursive: true });
  const metafile = await bundleTasks(root, staging, edition);
  writeFileSync(join(staging, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, metafile));
  const manifest = stampedManifest(textOf(root, 'vss-extension.json'), edition);
  writeFileSync(join(staging, 'vss-extension.json'), manifest);
  copyFileSync(join(root, 'LICENSE'), join(staging, 'LICENSE'));
  writeFileSync(join(staging, 'overview.md'), marketplacePage(root, edition));
  drawPicture(join(root, 'images/icon.svg'), { to: join(staging, 'images/icon.png'), pixels: EXTENSION_PIXELS });
  drawPicture(join(root, 'images/flow.svg'), { to: join(staging, 'images/flow.png'), pixels: FLOW_PIXELS });
  for (const { name, definition } of await readTaskFolders(root)) {
    const [from, to] = [join(root, 'tasks', name), join(staging, 'tasks', name)];
    writeFileSync(join(to, 'task.json'), stampedTask(textOf(from, 'task.json'), edition));
    for (const path of definition.ships ?? []) {
      copyFileSync(join(root, 'on-databricks', path), join(to, basename(path)));
    }
    drawPicture(join(from, 'icon.svg'), { to: join(to, 'icon.png'), pixels: TASK_PIXELS });
  }
}
