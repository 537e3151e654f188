import type { Import } from './pickle/imports';

/** Whether a pickle may look this up. Python calls what it looks up, so each entry is a name or a class of a library. */
type Rule = (module: string, name: string) => boolean;

/** Exactly these names of a module. */
function names(module: string, ...allowed: readonly string[]): Rule {
  const known = new Set(allowed);
  return (given, name) => given === module && known.has(name);
}

/** Classes below a package. A function may do anything when it is called; a class is made by it and holds data. */
function classes(...packages: readonly string[]): Rule {
  return (module, name) =>
    packages.some((each) => module === each || module.startsWith(`${each}.`)) && /^_*[A-Z]\w*$/.test(name);
}

const NUMPY_CORE = ['numpy.core', 'numpy._core'];
const NUMBERS = ['bool', 'bool_', 'str_', 'bytes_', 'object_', 'void', 'datetime64', 'timedelta64', 'longdouble'];
const WIDTHS = ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float16', 'float32'];
const FUNCTIONS = [
  'abs',
  'exp',
  'expm1',
  'log',
  'log10',
  'log1p',
  'log2',
  'sqrt',
  'square',
  'sin',
  'cos',
  'tanh',
  'nan',
];

const PYTHON: readonly Rule[] = [
  names('builtins', 'set', 'frozenset', 'bytearray', 'complex', 'slice', 'range', 'list', 'dict', 'tuple'),
  names('builtins', 'int', 'float', 'str', 'bytes', 'bool', 'object', 'Ellipsis'),
  names('copyreg', '_reconstructor', '__newobj__'),
  names('_codecs', 'encode'),
  names('collections', 'OrderedDict', 'defaultdict', 'deque', 'Counter'),
  names('datetime', 'date', 'datetime', 'time', 'timedelta', 'timezone'),
  names('decimal', 'Decimal'),
  names('fractions', 'Fraction'),
  names('uuid', 'UUID'),
];

const ARRAYS: readonly Rule[] = [
  names(
    'numpy',
    'ndarray',
    'dtype',
    'matrix',
    'float64',
    'complex64',
    'complex128',
    ...NUMBERS,
    ...WIDTHS,
    ...FUNCTIONS,
  ),
  ...NUMPY_CORE.flatMap((core) => [
    names(`${core}.multiarray`, '_reconstruct', 'scalar'),
    names(`${core}.numeric`, '_frombuffer'),
  ]),
  names('numpy.ma.core', '_mareconstruct', 'MaskedArray'),
  names('numpy.random._pickle', '__randomstate_ctor', '__bit_generator_ctor', '__generator_ctor'),
  // Estimators that keep a generator, such as those of histogram boosting, have its seed.
  names('numpy.random.bit_generator', '__pyx_unpickle_SeedSequence', '__pyx_unpickle_SeedlessSequence'),
  classes('numpy.dtypes', 'numpy.random'),
  classes('scipy.sparse', 'scipy.interpolate', 'scipy.stats'),
  (module, name) => module.startsWith('scipy.sparse.') && /^[a-z]+_(?:matrix|array)$/.test(name),
  classes('pandas.core', 'pandas._libs'),
  names('pandas._libs.internals', '_unpickle_block'),
  names('pandas._libs.tslibs.timestamps', '_unpickle_timestamp'),
  names('pandas.core.indexes.base', '_new_Index'),
  names('pandas.core.internals.blocks', 'new_block'),
  (module, name) => module.startsWith('pandas._libs.') && /^__pyx_unpickle_\w+$/.test(name),
  names('joblib.numpy_pickle', 'NumpyArrayWrapper'),
];

const SKLEARN: readonly Rule[] = [
  classes('sklearn'),
  (module, name) => module.startsWith('sklearn.') && (/^__pyx_unpickle_\w+$/.test(name) || name === 'newObj'),
  // SelectKBest and its kin keep the function that scores; these only compute.
  names('sklearn.feature_selection._univariate_selection', 'f_classif', 'f_regression', 'r_regression', 'chi2'),
  // Estimators with the interface of scikit-learn, as they stand in its pipelines.
  classes('xgboost', 'lightgbm', 'catboost', 'imblearn'),
];

const TORCH: readonly Rule[] = [
  classes('torch.nn', 'torch.optim', 'torch.torch_version'),
  (module, name) => module === 'torch' && (/^\w+Storage$/.test(name) || ['Size', 'device', 'Tensor'].includes(name)),
  (module, name) => module === 'torch' && /^(?:b?float|u?int|complex|bool|half|double|long)\d*$/.test(name),
  (module, name) => module === 'torch._utils' && /^_rebuild_\w+$/.test(name),
  names('torch.serialization', '_get_layout'),
  names('torch.storage', 'UntypedStorage', 'TypedStorage'),
];

/** By the flavor that MLflow names. What a function or notebook defined itself comes with its code, and is on no list. */
const BY_FLAVOR: Readonly<Record<string, readonly Rule[]>> = {
  sklearn: SKLEARN,
  xgboost: [classes('xgboost')],
  lightgbm: [classes('lightgbm')],
  catboost: [classes('catboost')],
  statsmodels: [classes('statsmodels', 'patsy')],
  pytorch: TORCH,
};

/** What a project adds: `module.name` is that name alone, `package.*` the classes below a package. */
function added(entry: string): Rule {
  return entry.endsWith('.*') ? classes(entry.slice(0, -2)) : (module, name) => `${module}.${name}` === entry;
}

/** The imports that neither the flavors of a model nor its project account for. */
export function foreignImports(
  imports: readonly Import[],
  flavors: readonly string[],
  allowed: readonly string[] = [],
): readonly Import[] {
  const own = flavors.flatMap((flavor) => (Object.hasOwn(BY_FLAVOR, flavor) ? (BY_FLAVOR[flavor] ?? []) : []));
  const rules = [...PYTHON, ...ARRAYS, ...own, ...allowed.map(added)];
  return imports.filter(({ module, name }) => !rules.some((allows) => allows(module, name)));
}
