import { nearest } from '../../lib/core/nearest';
import { UsageError } from '../usage-error';
import type { Words } from '../verb';
import { requireModelName } from './model-name';

export const REGISTRIES = ['unityCatalog', 'workspace', 'mlflow'] as const;
export type RegistryChoice = (typeof REGISTRIES)[number];

/** What a new project is to be. */
export interface Answers {
  readonly name: string;
  readonly registry: RegistryChoice;
  /** The plain MLflow server; only with that registry. */
  readonly trackingUri: string | undefined;
  /** Repository of the pipeline templates. */
  readonly templates: string;
  /** Without the example: its notebooks, data and tests. */
  readonly isMinimal: boolean;
}

export interface Question<T> {
  readonly text: string;
  /** The answer that an empty one stands for. */
  readonly usual: string;
  /** Throws a UsageError that explains a wrong answer. */
  readonly read: (answer: string) => T;
}

/** Asks a person until the answer is right; undefined if there is nobody to ask. */
export type Ask = (<T>(question: Question<T>) => Promise<T>) | undefined;

/** From the flags, with defaults; if they say neither name nor registry, from the person at the terminal. */
export async function answersOf({ options, settings }: Words, ask: Ask): Promise<Answers> {
  const said = (name: string): string | undefined => settings.get(name)?.at(-1);
  const isAsked = said('name') === undefined && said('registry') === undefined;
  const answer = <T>(name: string, question: Question<T>): T | Promise<T> => {
    const word = said(name);
    return isAsked && ask !== undefined && word === undefined ? ask(question) : question.read(word ?? question.usual);
  };
  const name = await answer('name', { text: 'Name of the model', usual: 'churn', read: requireModelName });
  const where = `Registry: ${REGISTRIES.join(', ')}`;
  const registry = await answer('registry', { text: where, usual: REGISTRIES[0], read: requireRegistry });
  const asServer = (url: string | undefined): string | undefined => requireServer(url, registry);
  return {
    name,
    registry,
    trackingUri:
      registry === 'mlflow'
        ? await answer('tracking-uri', { text: 'URL of the MLflow server', usual: '', read: asServer })
        : asServer(said('tracking-uri')),
    templates: said('templates') ?? 'platform/mlops-templates',
    isMinimal: options.has('minimal'),
  };
}

function requireRegistry(word: string): RegistryChoice {
  const found = REGISTRIES.find((each) => each === word);
  if (found === undefined) {
    throw new UsageError(
      `There is no registry '${word}', only ${REGISTRIES.join(', ')}.`,
      `Write --registry ${nearest(word, REGISTRIES, 1)[0] ?? REGISTRIES[0]}.`,
    );
  }
  return found;
}

function requireServer(url: string | undefined, registry: RegistryChoice): string | undefined {
  if (registry !== 'mlflow' && url !== undefined) {
    throw new UsageError(
      `--tracking-uri names an MLflow server, but the registry is ${registry}.`,
      'Add --registry mlflow, or leave out --tracking-uri.',
    );
  }
  if (registry === 'mlflow' && !/^https?:\/\/[^\s'"]+$/.test(url ?? '')) {
    throw new UsageError(
      url === undefined || url === ''
        ? 'With --registry mlflow, the URL of its server is needed.'
        : `'${url}' is not the URL of an MLflow server.`,
      'Write --tracking-uri https://mlflow.example.com.',
    );
  }
  return url;
}
