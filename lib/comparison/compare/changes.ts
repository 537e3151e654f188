import type { Changes } from '../../contracts/comparison-changes';
import { LoginError } from '../../core/login-error';
import { mlModelOf } from '../../registry/mlmodel-of';
import { signatureDifferences } from '../../registry/signature-differences';
import type { TaskHost } from '../../task/host';
import { commitsBetween } from './commits';
import type { ComparedVersion } from './compared-version';
import { packagesIn } from './packages';

type Changed = Changes['parameters'][number];

/** What differs besides the quality. What cannot be read is said, and is no reason to lose the verdict. */
export async function changesBetween(
  before: ComparedVersion,
  after: ComparedVersion,
  host: TaskHost,
): Promise<Changes> {
  const unread: string[] = [];
  const read = async <T>(what: string, reading: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await reading();
    } catch (error) {
      if (host.signal.aborted || error instanceof LoginError || !(error instanceof Error)) {
        throw error;
      }
      unread.push(`${what}: ${error.message}`);
      return otherwise;
    }
  };
  const parameters = await read('the parameters', () => differing(before, after, parametersOf), []);
  const dependencies = await read('the packages', () => differing(before, after, packagesOf), []);
  const signature = await read('the signatures', () => signatures(before, after), []);
  const commits = await read('the commits', () => commitsBetween(before, after, host), undefined);
  return { parameters, dependencies, signature, ...(commits === undefined ? {} : { commits }), unread };
}

async function differing(
  before: ComparedVersion,
  after: ComparedVersion,
  read: (of: ComparedVersion) => Promise<ReadonlyMap<string, string>>,
): Promise<readonly Changed[]> {
  const [old, now] = [await read(before), await read(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => old.get(name) !== now.get(name))
    .toSorted()
    .map((name) => {
      const [was, is] = [old.get(name), now.get(name)];
      return { name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) };
    })
    .filter((each) => each.before !== '' && each.after !== '');
}

async function parametersOf({ registry, version }: ComparedVersion): Promise<ReadonlyMap<string, string>> {
  const lineage = await registry.lineage(version);
  if (lineage === undefined) {
    throw new Error(`version ${version.number} names no MLflow run`);
  }
  return lineage.run.parameters;
}

async function packagesOf({ files }: ComparedVersion): Promise<ReadonlyMap<string, string>> {
  return packagesIn(await files.text('requirements.txt'));
}

async function signatures(before: ComparedVersion, after: ComparedVersion): Promise<readonly string[]> {
  const present = (await mlModelOf(before.version, before.files)).signature;
  const other = (await mlModelOf(after.version, after.files)).signature;
  return present === undefined || other === undefined
    ? [present === other ? 'neither model has one' : 'one of the two models has none']
    : signatureDifferences(present, other);
}
