import type { Workspace } from '../../databricks/workspace';
import type { Destination } from '../destination';
import type { DeploymentStore } from './store';
import { VolumeStore } from './volume-store';
import { WorkspaceStore } from './workspace-store';

export function openStore(destination: Destination, workspace: Workspace): DeploymentStore {
  return destination.kind === 'volume'
    ? new VolumeStore(destination, workspace)
    : new WorkspaceStore(destination, workspace);
}
