import { nativeDefinition, type NativeTask } from '../../../agent/native';

/** A step that says that it does nothing. */
export function nothing(name: string, why: string): NativeTask {
  return {
    definition: nativeDefinition({ name, friendlyName: name, description: why, version: '1.0.0', inputs: {} }),
    run(run) {
      run.show(why);
      return Promise.resolve();
    },
  };
}
