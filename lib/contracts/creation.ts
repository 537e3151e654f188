import * as v from 'valibot';
import { parseJson } from '../core/lossless-json';
import { CONTRACT_VERSION, envelope } from './envelope';
import type { Frozen } from './frozen';
import { choice, text, versionNumber } from './members';
import { sealOf, type Hash } from './seal';

const created = v.object({
  kind: choice(['folder', 'versions', 'experiment', 'table', 'path'], 'What is created.'),
  name: text('Its full name: a path, an experiment, a table, or the model that receives versions.'),
  version: v.optional(versionNumber('Version of the model, once it is known.')),
});

/** What a step of a pull request creates. No evidence builds on it; the clean-up reads it and trusts no name in it. */
export const creationSchema = v.pipe(
  v.object({
    ...envelope('creation'),
    folder: text('Folder of the pull request in the workspace; the record is in it.'),
    creates: v.pipe(
      v.array(created),
      v.minLength(1, 'is empty'),
      v.description('What the step creates, written before it does so if the name is known by then.'),
    ),
  }),
  v.check(({ run }) => run.pullRequest !== undefined, 'does not belong to a pull request'),
  v.check(({ run }) => run.repository !== undefined, 'does not name its repository'),
  v.description('What a step of a pull request creates.'),
);

export type Creation = Frozen<v.InferOutput<typeof creationSchema>>;
export type Created = Creation['creates'][number];

const UNSEALED = '0'.repeat(64);

/** The record with its hash. Throws if a reader would refuse it, which is a bug of the writer. */
export function sealedCreation(body: Omit<Creation, 'kind' | 'version' | 'sha256'>, hash: Hash): Creation {
  const record = { ...body, kind: 'creation', version: CONTRACT_VERSION, sha256: UNSEALED };
  const checked = v.parse(creationSchema, record);
  return { ...checked, sha256: sealOf(checked, hash) };
}

/** What a record names; undefined if it is not one. */
export function createdIn(record: string): readonly Created[] | undefined {
  try {
    const { success, output } = v.safeParse(creationSchema, parseJson(record));
    return success ? output.creates : undefined;
  } catch {
    return undefined;
  }
}
