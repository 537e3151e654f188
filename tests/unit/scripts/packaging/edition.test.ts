import assert from 'node:assert/strict';
import { connectionType, editionOf, taskId, type EditionChoice } from '../../../../scripts/packaging/edition';
import { root } from '../../../../scripts/repository/repository';

const ID = 'b6f5d3d2-8a0f-4a51-9d0c-1f2a3b4c5d6e';
const idOf = (choice: EditionChoice): string => taskId(ID, editionOf(root, choice));
const typeOf = (choice: EditionChoice): string => connectionType(editionOf(root, choice));

describe('The edition of a package', () => {
  it('keeps the original id for the original publisher', () => {
    assert.equal(idOf({}), ID);
    assert.equal(idOf({ publisher: 'MLOps-for-Databricks' }), ID);
  });

  it('derives the same UUID of version 5 whenever publisher and suffix are the same', () => {
    // Computed with Python: uuid.uuid5(uuid.UUID(ID), 'contoso--test').
    assert.equal(idOf({ publisher: 'Contoso', suffix: 'test' }), '60bc517b-2915-5c26-a255-80b4773d4c0d');
    assert.equal(
      idOf({ publisher: 'contoso', suffix: 'test', version: '9.9.9' }),
      '60bc517b-2915-5c26-a255-80b4773d4c0d',
    );
  });

  it('never gives two publishers or suffixes the same id or connection type', () => {
    const choices = [
      {},
      { suffix: 'test' },
      { publisher: 'test' },
      { publisher: 'contoso' },
      { publisher: 'contoso', suffix: 'test' },
      { publisher: 'contoso-test' },
    ];
    assert.equal(new Set(choices.map((choice) => idOf(choice))).size, choices.length);
    assert.equal(new Set(choices.map((choice) => typeOf(choice))).size, choices.length);
  });
});
