import { notAVersion, versionNumberIn } from '../core/version-number';
import { base, refuse, type Input, type InputReading, type InputText, type WithDefault } from './input';

export function string(text: WithDefault<string>): Input<string> {
  return { ...base(text), kind: 'string', manifest: { type: 'string' }, read: (value) => ({ value }) };
}

export function address(text: WithDefault<string>): Input<string> {
  return { ...string(text), isAddress: true };
}

export function multiLine(text: WithDefault<string>): Input<string> {
  return { ...base(text), kind: 'multi-line string', manifest: { type: 'multiLine' }, read: (value) => ({ value }) };
}

export function boolean(text: InputText & { readonly default: boolean }): Input<boolean> {
  const read = (value: string): InputReading<boolean> =>
    /^(?:true|false)$/i.test(value)
      ? { value: value.toLowerCase() === 'true' }
      : refuse(`is '${value}', which is neither true nor false.`, 'Set true or false.');
  return { ...base(text), kind: 'boolean', manifest: { type: 'boolean' }, read };
}

export function integer(text: WithDefault<number> & { readonly minimum?: number }): Input<number> {
  return {
    ...base(text),
    kind: 'whole number',
    manifest: { type: 'int' },
    read: (value) => readInteger(value, text.minimum),
  };
}

export function minutes(text: WithDefault<number>): Input<number> {
  return { ...base(text), kind: 'minutes', manifest: { type: 'int' }, read: (value) => readInteger(value, 1) };
}

/** An int64 ID of the service; text, because it may exceed 2^53. */
export function id(text: InputText): Input<string> {
  const read = (value: string): InputReading<string> =>
    /^\d{1,19}$/.test(value)
      ? { value }
      : refuse(`is '${value}', which is not an ID.`, 'Set the number that the workspace shows.');
  return { ...base(text), kind: 'ID', manifest: { type: 'string' }, read };
}

/** The number of a model version. */
export function version(text: InputText): Input<number> {
  return { ...base(text), kind: 'version number', manifest: { type: 'string' }, read: readVersion };
}

/** One of the keys of `of`, each with its label in the editor. */
export function choice<const C extends string>(
  text: WithDefault<NoInfer<C>> & { readonly of: Readonly<Record<C, string>> },
): Input<C> {
  const options = Object.keys(text.of) as C[];
  const read = (value: string): InputReading<C> => {
    const found = options.find((option) => option.toLowerCase() === value.toLowerCase());
    return found === undefined
      ? refuse(`is '${value}', which is not among the choices.`, `Set one of: ${options.join(', ')}.`)
      : { value: found };
  };
  const manifest = { type: 'pickList', options: text.of };
  return { ...base(text), kind: `one of ${options.join(', ')}`, manifest, read };
}

/** A path on the agent; a relative path starts at the sources. */
export function file(text: WithDefault<string>): Input<string> {
  return { ...base(text), kind: 'file on the agent', manifest: { type: 'filePath' }, read: (value) => ({ value }) };
}

export function folder(text: WithDefault<string>): Input<string> {
  return { ...base(text), kind: 'folder on the agent', manifest: { type: 'filePath' }, read: (value) => ({ value }) };
}

/** A service connection of our own type; the value is its ID. */
export function connection(text: InputText): Input<string> {
  const manifest = { type: 'connectedService:databricks-mlops' };
  return { ...base(text), kind: 'service connection', manifest, read: (value) => ({ value }) };
}

/** A service connection to Azure, which does not name a workspace; the value is its ID. */
export function azureConnection(text: InputText): Input<string> {
  const manifest = { type: 'connectedService:AzureRM' };
  return { ...base(text), kind: 'Azure service connection', manifest, read: (value) => ({ value }) };
}

function readVersion(value: string): InputReading<number> {
  const number = versionNumberIn(value);
  return number === undefined ? { complaints: [notAVersion(value)] } : { value: number };
}

function readInteger(value: string, minimum = Number.MIN_SAFE_INTEGER): InputReading<number> {
  const number = Number(value);
  if (!/^[-+]?\d+$/.test(value) || !Number.isSafeInteger(number)) {
    return refuse(`is '${value}', which is not a whole number.`, 'Set a whole number, e.g. 90.');
  }
  return number < minimum
    ? refuse(`is ${value}; the smallest value is ${minimum}.`, `Set ${minimum} or more.`)
    : { value: number };
}
