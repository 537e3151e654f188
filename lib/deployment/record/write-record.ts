import { sha256Hex } from '../../core/node/hash';
import { textContent } from '../../databricks/text-content';
import { RECORD_NAME } from '../source/source-file';
import type { DeploymentStore } from '../store/store';

export function writeRecord(store: DeploymentStore, text: string): Promise<void> {
  return store.upload({
    target: RECORD_NAME,
    format: { format: 'RAW' },
    content: textContent(text),
    boundary: sha256Hex(text),
  });
}
