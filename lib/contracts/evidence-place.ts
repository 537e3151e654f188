import { KINDS, type Contract } from './contract';
import { fileSystemName } from './file-system-name';

/** The parts of a contract's name; the hash keeps attempts, jobs and stages apart. */
type Named = Pick<Contract, 'kind' | 'run' | 'sha256'> & { readonly model?: ModelOf };
interface ModelOf {
  readonly name: string;
  readonly version: string;
}

const HASH_DIGITS = 12;
const EVIDENCE_NAME = new RegExp(String.raw`(?:^|[/\\])(?:${KINDS.join('|')})(?:-[^/\\]*)?\.json$`);

/** Path of a contract below the evidence folder, with forward slashes. */
export function evidencePath(contract: Named): string {
  const file = `${stem(contract)}.json`;
  return contract.model === undefined ? file : `${fileSystemName(contract.model.name)}/${file}`;
}

/** Name of its artifact in the pipeline run. */
export function artifactName(contract: Named): string {
  const model = contract.model === undefined ? [] : [fileSystemName(contract.model.name)];
  return ['mlops', ...model, stem(contract)].join('-');
}

/** Whether a file name, with or without folders in front, is a contract's. */
export function isEvidenceName(path: string): boolean {
  return EVIDENCE_NAME.test(path);
}

function stem({ kind, model, run, sha256 }: Named): string {
  const version = model === undefined ? [] : [`v${model.version}`];
  return [kind, ...version, `attempt${run.attempt}`, sha256.slice(0, HASH_DIGITS)].join('-');
}
