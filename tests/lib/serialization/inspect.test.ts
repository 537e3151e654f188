import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foreignImports } from '../../../lib/serialization/allowed-imports';
import { fileSource } from '../../../lib/serialization/file-source';
import { inspect, type Inspection } from '../../../lib/serialization/inspect';
import { PythonEnvironment } from '../../../local/workspace/python-environment/python-environment';

const WRITE = `
import gzip, io, lzma, os, pickle, sys, tarfile, zipfile, zlib
import cloudpickle, joblib
import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

folder, trace = sys.argv[1:]

class Evil:
    def __reduce__(self):
        return (os.system, (f"touch {trace}",))

def write(name, data):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)

def zipped(method, **members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()

def unmarked(archive):
    block = bytearray(archive[:512])
    block[257:265] = bytes(8)
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\\0 " % sum(block)
    assert tarfile.open(fileobj=io.BytesIO(bytes(block) + archive[512:])).getnames() == ["a"]
    return bytes(block) + archive[512:]

x = np.random.RandomState(7).rand(200, 4)
model = make_pipeline(StandardScaler(), DecisionTreeClassifier()).fit(x, x[:, 0] > 0.5)
objects = np.array(["a", 1, None], dtype=object)
good, evil = pickle.dumps(model), pickle.dumps([x, Evil()])

for protocol in range(6):
    write(f"good-{protocol}", pickle.dumps([model, {"a": (1, 2.5, True)}, {1, 2}, b"b" * 300, "x" * 300], protocol))
    write(f"evil-{protocol}", pickle.dumps([x, Evil()], protocol))
for name, compress in {"plain": 0, "zlib": 3, "gzip": ("gzip", 3), "bz2": ("bz2", 3), "xz": ("xz", 3)}.items():
    joblib.dump(model, os.path.join(folder, f"good-joblib-{name}"), compress=compress)
    joblib.dump([x, objects, Evil()], os.path.join(folder, f"evil-joblib-{name}"), compress=compress)
write("evil-joblib-as-data.bin", open(os.path.join(folder, "good-joblib-plain"), "rb").read())
write("evil-gzip", gzip.compress(evil))
write("evil-zip", zipped(zipfile.ZIP_DEFLATED, archive__data=good, archive__last=evil))
write("evil-torch", zipped(zipfile.ZIP_STORED, archive__data=evil, archive__version=b"3"))
write("evil-behind-text", b"nothing to see\\n" + zipped(zipfile.ZIP_DEFLATED, data=evil))
write("good-zip", zipped(zipfile.ZIP_DEFLATED, data=good, text=b"plain"))
np.save(os.path.join(folder, "evil-objects.npy"), np.array([Evil()], dtype=object))
np.save(os.path.join(folder, "good-numbers.npy"), x)
np.savez(os.path.join(folder, "evil-objects.npz"), x=x, y=np.array([Evil()], dtype=object))
write("code", cloudpickle.dumps(lambda value: value + 1))
write("nested-gzip-gzip", gzip.compress(gzip.compress(evil)))
write("nested-zip-zip", zipped(zipfile.ZIP_STORED, inner=zipped(zipfile.ZIP_STORED, data=evil)))
tar = io.BytesIO()
tarfile.open(fileobj=tar, mode="w").addfile(tarfile.TarInfo("a"))
write("nested-gzip-tar", gzip.compress(tar.getvalue()))
write("evil-tar-without-mark", unmarked(tar.getvalue()))
small = {"id": lzma.FILTER_LZMA1, "dict_size": 4096}
write("evil-joblib-small-lzma", lzma.compress(evil, lzma.FORMAT_ALONE, filters=[small]))
write("evil-joblib-old", b"ZF" + hex(len(evil)).ljust(19).encode() + zlib.compress(evil))
write("evil-zstd-behind-a-frame", b"\\x50*M\\x18\\x00\\x00\\x00\\x00" + b"(\\xb5/\\xfd")
write("bomb", gzip.compress(pickle.dumps(b"\\0" * 20_000_000)))
write("cut-gzip", gzip.compress(evil)[:-20])
write("cut-pickle", evil[:-40])
write("cut-zip", zipped(zipfile.ZIP_DEFLATED, data=evil)[:-40])
`;

describe('The inspection of files that Python wrote', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'pickles-'));
  const trace = join(folder, 'ran');
  let python = '';
  before(async () => {
    python = await new PythonEnvironment({ say: () => undefined }).ready();
    execFileSync(python, ['-c', WRITE, folder, trace]);
  });
  after(() => rmSync(folder, { recursive: true }));

  async function inspected(name: string, mostUnpacked?: number): Promise<Inspection> {
    const file = await open(join(folder, name));
    try {
      const { pickles, unread } = await inspect(await fileSource(file), mostUnpacked);
      return { pickles, unread };
    } finally {
      await file.close();
    }
  }

  async function foreign(name: string): Promise<readonly string[]> {
    const { pickles } = await inspected(name);
    return pickles
      .flatMap(({ imports }) => foreignImports(imports, ['sklearn']))
      .map((one) => `${one.module}.${one.name}`);
  }

  const GOOD = ['good-0', 'good-1', 'good-2', 'good-3', 'good-4', 'good-5', 'good-joblib-plain', 'good-joblib-zlib'];
  for (const name of [...GOOD, 'good-joblib-gzip', 'good-zip', 'good-numbers.npy']) {
    it(`finds only what a scikit-learn model needs in ${name}`, async () => {
      const { pickles, unread } = await inspected(name);
      assert.deepEqual(await foreign(name), []);
      assert.deepEqual(unread, []);
      assert.equal(pickles.length, name.endsWith('npy') ? 0 : 1);
      assert.ok(pickles.every(({ end }) => end.kind === 'complete' && end.trailingBytes === 0));
    });
  }

  const EVIL = ['evil-0', 'evil-1', 'evil-2', 'evil-3', 'evil-4', 'evil-5', 'evil-joblib-plain', 'evil-joblib-zlib'];
  const PACKED = ['evil-joblib-gzip', 'evil-gzip', 'evil-zip', 'evil-torch', 'evil-behind-text'];
  for (const name of [...EVIL, ...PACKED, 'evil-objects.npy', 'evil-objects.npz', 'cut-gzip']) {
    it(`finds the hostile call in ${name} and runs nothing`, async () => {
      assert.deepEqual(await foreign(name), ['posix.system']);
      assert.equal(existsSync(trace), false);
    });
  }

  it('would be proved wrong by Python, which runs the call', () => {
    execFileSync(python, ['-c', 'import pickle, sys; pickle.load(open(sys.argv[1], "rb"))', join(folder, 'evil-4')]);
    assert.equal(existsSync(trace), true);
    rmSync(trace);
  });

  it('finds code that came with the model', async () => {
    assert.ok((await foreign('code')).includes('cloudpickle.cloudpickle._make_function'));
  });

  const UNREAD: readonly { name: string; unread: RegExp }[] = [
    {
      name: 'good-joblib-bz2',
      unread: /^it is packed as bzip2, which is not looked into; save it unpacked or with gzip$/,
    },
    { name: 'evil-joblib-xz', unread: /^it is packed as xz, / },
    { name: 'evil-joblib-small-lzma', unread: /^it is packed as lzma, / },
    { name: 'evil-joblib-old', unread: /^it is packed as joblib's old format, / },
    { name: 'evil-zstd-behind-a-frame', unread: /^it is packed as lz4 or zstd, / },
    { name: 'evil-tar-without-mark', unread: /^it is packed as tar, / },
    { name: 'nested-gzip-gzip', unread: /^what it holds is gzip data again, and only one level is looked into$/ },
    { name: 'nested-zip-zip', unread: /^'inner' in it is zip data again/ },
    { name: 'nested-gzip-tar', unread: /^what it holds is tar data again/ },
    { name: 'cut-gzip', unread: /^what it holds cannot be unpacked: unexpected end of file$/ },
    { name: 'cut-zip', unread: /^it is an archive that cannot be read: it has no directory at its end$/ },
  ];
  for (const { name, unread } of UNREAD) {
    it(`says what it could not look into in ${name}`, async () => {
      const found = await inspected(name);
      assert.equal(found.unread.length, 1);
      assert.match(found.unread[0] ?? '', unread);
    });
  }

  it('stops at what becomes too large', async () => {
    const { unread } = await inspected('bomb', 1_000_000);
    assert.deepEqual(unread, ['what it holds cannot be unpacked: it becomes larger than what is looked at']);
  });

  it('tells a pickle that was cut off', async () => {
    const { pickles } = await inspected('cut-pickle');
    assert.equal(pickles[0]?.end.kind, 'truncated');
  });
});
