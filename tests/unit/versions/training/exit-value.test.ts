import assert from 'node:assert/strict';
import type { RegistryKind } from '../../../../lib/registry/kind';
import { namedVersion, type NamedVersion } from '../../../../lib/versions/training/exit-value';

const number = (version: number): NamedVersion => ({ form: 'number', version });
const member = (version: number, model?: string): NamedVersion => ({ form: 'member', version, model });

const CASES: readonly (readonly [text: string, is: NamedVersion | undefined, kind?: RegistryKind])[] = [
  ['', undefined],
  ['done', undefined],
  ['7', number(7)],
  [' 7\n', number(7)],
  ['0', undefined],
  ['007', undefined],
  ['0.93', undefined],
  ['-7', undefined],
  ['99999999999999999999', undefined],
  ['{"model_version": 7}', member(7)],
  ['{"model_version": "7"}', member(7)],
  ['{"modelVersion": "7", "auc": 0.9}', member(7)],
  ['{"model_version": "7", "model_name": "Main.ml.Churn"}', member(7, 'main.ml.churn'), 'unityCatalog'],
  ['{"modelVersion": "7", "modelName": "Churn"}', member(7, 'Churn'), 'workspace'],
  ['{"model_version": null}', undefined],
  ['{"model_version": ""}', undefined],
  ['{"version": "7"}', undefined],
  ['{"model_version": "latest"}', { form: 'unusable', text: 'latest' }],
  ['{"model_version": 7.5}', { form: 'unusable', text: '7.5' }],
  ['{"model_version": [7]}', { form: 'unusable', text: '[7]' }],
  ['[7]', undefined],
  ['{"model_version": "7"', undefined],
  ["{'model_version': '7'}", undefined],
];

describe('the exit value of a training notebook', () => {
  for (const [text, is, kind = 'unityCatalog'] of CASES) {
    it(`${is === undefined ? 'names no version' : `names ${JSON.stringify(is)}`} with ${JSON.stringify(text)}`, () => {
      assert.deepEqual(namedVersion(text, kind), is);
    });
  }
});
