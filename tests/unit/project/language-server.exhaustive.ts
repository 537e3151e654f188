import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService, type LanguageService } from 'yaml-language-server';
import { projectSchema } from '../../../lib/project/json-schema';

describe('the YAML language server', () => {
  let service: LanguageService | undefined;
  before(() => {
    const workspaceContext = { resolveRelativePath: (path: string) => path };
    const schemaRequestService = (uri: string): Promise<string> => Promise.reject(new Error(`no network for ${uri}`));
    service = getLanguageService({ schemaRequestService, workspaceContext });
    const schema = { uri: 'file:///mlops.schema.json', fileMatch: ['*'], schema: projectSchema() };
    service.configure({ completion: true, hover: true, validate: true, schemas: [schema] });
  });

  // The service remembers what it read by its address.
  let documents = 0;
  const documentOf = (text: string): TextDocument =>
    TextDocument.create(`file:///${documents++}/mlops.yml`, 'yaml', 1, text);

  /** The labels at the end of the text, in a file that goes on below. */
  async function completions(text: string): Promise<readonly string[]> {
    const lines = text.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    const list = await service?.doComplete(documentOf(`${text}\n`), position, false);
    return (list?.items ?? []).map(({ label }) => label).toSorted();
  }

  it('offers the keys of a section', async () => {
    assert.deepEqual(await completions('version: 1\nrelease:\n  '), ['jobs', 'keep']);
  });

  it('offers the values of a choice', async () => {
    assert.deepEqual(await completions('version: 1\nmodel:\n  problem: '), ['binary', 'multiclass', 'regression']);
  });

  it('offers in an environment what it may decide differently', async () => {
    const offered = await completions('version: 1\nenvironments:\n  prod:\n    ');
    assert.ok(['catalog', 'compliance', 'modelName', 'training'].every((key) => offered.includes(key)));
  });

  it('shows what a key means', async () => {
    const text = documentOf('promotion:\n  approval: none\n');
    const hover = await service?.doHover(text, { line: 1, character: 4 });
    assert.match(JSON.stringify(hover?.contents), /Whether a person has to approve/);
  });
});
