import type { SignedAddresses } from '../file-areas/signed-addresses';
import type { ArtifactAddresses } from './artifact-address';
import type { MlflowSpace } from './mlflow-space';
import type { WorkspaceRegistry } from './workspace-registry';

export interface RegistryContext {
  readonly space: MlflowSpace;
  readonly addresses: ArtifactAddresses;
  readonly signed: SignedAddresses;
  readonly registry: WorkspaceRegistry;
}
