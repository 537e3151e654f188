import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { lazily } from '../../../lib/agent/lazily';

class Client {
  readonly #secret = 'of its own';
  readonly name = 'workspace';

  get kind(): string {
    return this.#secret;
  }

  ask(what: string): string {
    return `${what}: ${this.#secret}`;
  }
}

function never(): Client {
  throw new Error('It was opened.');
}

describe('a client that is opened on first use', () => {
  const UNUSED: readonly (readonly [how: string, use: (holder: { readonly client: Client }) => unknown])[] = [
    ['copying what holds it', (holder) => ({ ...holder }).client],
    ['copying it', ({ client }) => Object.assign({}, client)],
    ['awaiting it', ({ client }) => Promise.resolve(client)],
    ['printing it', ({ client }) => inspect(client)],
    ['writing it as JSON', (holder) => JSON.stringify(holder)],
    ['listing its members', ({ client }) => Object.entries(client)],
  ];
  for (const [how, use] of UNUSED) {
    it(`is not opened by ${how}`, async () => {
      await use({ client: lazily(never) });
    });
  }

  it('is used as if it were open', () => {
    const client = lazily(() => new Client());
    assert.deepEqual([client.name, client.kind, client.ask('who')], ['workspace', 'of its own', 'who: of its own']);
  });

  it('says each time why it cannot be opened', () => {
    const client = lazily(never);
    assert.throws(() => client.name, /It was opened/);
    assert.throws(() => client.ask('who'), /It was opened/);
  });
});
