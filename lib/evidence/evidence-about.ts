import { findChain, type ChainFinding } from '../contracts/chain';
import { sha256Hex } from '../core/node/hash';
import type { ModelVersion } from '../mlflow/version';
import type { Registry } from '../registry/registry';
import { evidenceFiles } from './evidence-files';

/** The evidence in the folder about exactly this version of this registry. */
export function evidenceAbout(version: ModelVersion, registry: Registry, folder: string): ChainFinding {
  const subject = {
    name: version.model,
    version: String(version.number),
    registryHome: registry.homeOf(version),
  };
  return findChain(evidenceFiles(folder), subject, sha256Hex);
}
