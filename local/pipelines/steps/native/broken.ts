import { nativeDefinition, type NativeTask } from '../../../agent/native';

/** A step that cannot even be started: it fails when its turn comes, and says why. */
export function broken(name: string, reason: string): NativeTask {
  return {
    definition: nativeDefinition({ name, friendlyName: name, description: '', version: '0.0.0', inputs: {} }),
    run: () => Promise.reject(new Error(reason)),
  };
}
