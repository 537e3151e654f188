import assert from 'node:assert/strict';
import { PickleScanner, type PickleFacts } from '../../../lib/serialization/pickle/scanner';
import { bytes, hostileCall, lookup, pickle, short } from '../../kit/serialization/pickle-bytes';

function scanned(stream: Uint8Array, chunk = stream.length || 1): PickleFacts | undefined {
  const scanner = new PickleScanner({ arrays: 'joblib' });
  for (let at = 0; at < stream.length; at += chunk) {
    scanner.push(stream.subarray(at, at + chunk));
  }
  return scanner.end();
}

function importsOf(stream: Uint8Array): readonly string[] | undefined {
  return scanned(stream)?.imports.map(({ module, name }) => `${module}.${name}`);
}

const MEGABYTE = Buffer.alloc(1024 * 1024);

describe('A scan of a pickle', () => {
  const HIDDEN: readonly { name: string; stream: Buffer; imports: readonly string[] }[] = [
    { name: 'by GLOBAL', stream: bytes('cposix\nsystem\n(Vid\ntR.'), imports: ['posix.system'] },
    { name: 'by INST', stream: bytes('(Vid\niposix\nsystem\n.'), imports: ['posix.system'] },
    { name: 'by OBJ', stream: bytes('(cposix\nsystem\nVid\no.'), imports: ['posix.system'] },
    { name: 'by STACK_GLOBAL', stream: pickle(hostileCall()), imports: ['posix.system'] },
    {
      name: 'with texts from the memo',
      stream: pickle(short('posix'), '0', short('system'), '0', 'h', 0, 'h', 1, 0x93, short('id'), 0x85, 'R'),
      imports: ['posix.system'],
    },
    {
      name: 'with other objects between the two texts',
      stream: pickle(short('posix'), 'K', 1, '0', short('system'), 'N', '0', 0x93, short('id'), 0x85, 'R'),
      imports: ['posix.system'],
    },
    {
      name: 'with texts of protocol 0 in quotes',
      stream: bytes(0x80, 4, "S'posix'\nS'system'\n", 0x93, ')R.'),
      imports: ['posix.system'],
    },
    {
      name: 'behind a frame and a mark that is popped',
      stream: pickle(0x95, Buffer.alloc(8), '(', '0', hostileCall()),
      imports: ['posix.system'],
    },
    {
      name: 'in the very last bytes',
      stream: pickle('B', u32(MEGABYTE.length), MEGABYTE, '0', hostileCall()),
      imports: ['posix.system'],
    },
    { name: 'in a second pickle', stream: bytes(pickle('N'), pickle(hostileCall())), imports: ['posix.system'] },
    { name: 'under its old name', stream: bytes('c__builtin__\neval\n(VNone\ntR.'), imports: ['builtins.eval'] },
    {
      name: 'by the registry of extensions',
      stream: bytes(0x80, 2, 0x82, 1, ')R.'),
      imports: ['?.an entry of copyreg'],
    },
    {
      name: 'by a name that only running would tell',
      stream: pickle('K', 1, 'K', 2, 0x93, ')R'),
      imports: ['?.?'],
    },
    {
      name: 'by a name in escapes',
      stream: bytes(0x80, 4, 'V\\u0070osix\nVsystem\n', 0x93, ')R.'),
      imports: ['?.?'],
    },
  ];
  for (const { name, stream, imports } of HIDDEN) {
    it(`finds what is looked up ${name}`, () => {
      assert.deepEqual(importsOf(stream), imports);
      assert.equal(scanned(stream)?.end.kind, 'complete');
    });
  }

  it('finds the same however the bytes are cut', () => {
    const stream = bytes(pickle(hostileCall(), '0', lookup('numpy', 'dtype')), 'cos\nsystem\n.');
    const whole = scanned(stream);
    for (let chunk = 1; chunk < stream.length; chunk += 1) {
      assert.deepEqual(scanned(stream, chunk), whole, `in chunks of ${chunk}`);
    }
  });

  it('says where a name is looked up first', () => {
    const [found] = scanned(pickle('N', '0', hostileCall()))?.imports ?? [];
    // The header, two opcodes, and two texts with their memo.
    assert.equal(found?.at, 2 + 2 + 8 + 9);
  });

  it('reports a call in front of bytes that end it', () => {
    const facts = scanned(pickle(hostileCall(), 0xff));
    assert.equal(facts?.end.kind, 'broken');
    assert.deepEqual(
      facts.imports.map(({ name }) => name),
      ['system'],
    );
  });

  it('tells at which byte a pickle was cut off', () => {
    const stream = pickle('X', u32(900), Buffer.alloc(300));
    assert.deepEqual(scanned(stream)?.end, { kind: 'truncated', at: stream.length });
  });

  it('lets other bytes follow a whole pickle', () => {
    assert.deepEqual(scanned(bytes(pickle('N'), 0xff, 0xff))?.end, { kind: 'complete', trailingBytes: 2 });
  });

  const NO_PICKLES: readonly { name: string; text: string }[] = [
    { name: 'requirements', text: 'cloudpickle==3.1.2\nnumpy==2.3.1\nscikit-learn==1.9.1\n' },
    { name: 'a column of names', text: 'customer_id\nage\nincome\nregion\n' },
    { name: 'an MLmodel file', text: 'artifact_path: model\nflavors:\n  sklearn:\n' },
    { name: 'JSON', text: '{"a": [1, 2]}' },
    { name: 'a sentence', text: 'I am not. (Really)' },
    { name: 'nothing', text: '' },
  ];
  for (const { name, text } of NO_PICKLES) {
    it(`does not take ${name} for a pickle`, () => assert.equal(scanned(Buffer.from(text)), undefined));
  }

  const BOMBS: readonly { name: string; part: Buffer; times: number; why: RegExp }[] = [
    {
      name: 'more objects than memory should hold',
      part: Buffer.alloc(1024 * 1024, 'N'),
      times: 5,
      why: /4 million objects/,
    },
    { name: 'more marks', part: Buffer.alloc(1024 * 1024, '('), times: 5, why: /4 million objects/ },
  ];
  for (const { name, part, times, why } of BOMBS) {
    it(`gives up on ${name}`, () => {
      const { end } = scanned(bytes(0x80, 4, ...Array.from({ length: times }, () => part), '.')) ?? {};
      assert.equal(end?.kind, 'broken');
      assert.match(end.why, why);
    });
  }

  it('gives up on more names than any model looks up', () => {
    const names = Array.from({ length: 10_001 }, (_, index) => bytes(`cm\nn${index}\n0`));
    const { end } = scanned(bytes(0x80, 4, ...names, 'N.')) ?? {};
    assert.equal(end?.kind === 'broken' ? end.why : end?.kind, 'it looks up more than 10,000 names');
  });

  it('tells a name whose line does not end', () => {
    assert.deepEqual(importsOf(bytes(0x80, 2, 'cposix\n', 'x'.repeat(10_000), '\n)R.')), ['?.?']);
  });
});

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
