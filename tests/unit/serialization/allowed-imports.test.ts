import assert from 'node:assert/strict';
import { foreignImports } from '../../../lib/serialization/allowed-imports';

describe('The names that a pickle may look up', () => {
  const CASES: readonly { name: string; flavors: readonly string[]; isAllowed: boolean }[] = [
    { name: 'sklearn.tree._classes.DecisionTreeClassifier', flavors: ['sklearn'], isAllowed: true },
    { name: 'sklearn.neighbors._dist_metrics.newObj', flavors: ['sklearn'], isAllowed: true },
    { name: 'sklearn.tree._classes.DecisionTreeClassifier', flavors: ['python_function'], isAllowed: false },
    { name: 'sklearn.datasets._openml.fetch_openml', flavors: ['sklearn'], isAllowed: false },
    { name: 'sklearnx.Evil', flavors: ['sklearn'], isAllowed: false },
    { name: 'lightgbm.sklearn.LGBMClassifier', flavors: ['sklearn'], isAllowed: true },
    { name: 'sklearn.feature_selection._univariate_selection.f_classif', flavors: ['sklearn'], isAllowed: true },
    { name: 'numpy.random.bit_generator.__pyx_unpickle_SeedSequence', flavors: [], isAllowed: true },
    { name: 'numpy.random.bit_generator.__pyx_unpickle_Other', flavors: ['sklearn'], isAllowed: false },
    { name: 'numpy.ndarray', flavors: [], isAllowed: true },
    { name: 'numpy.testing._private.utils.runstring', flavors: ['sklearn'], isAllowed: false },
    { name: 'numpy.load', flavors: ['sklearn'], isAllowed: false },
    { name: 'builtins.set', flavors: [], isAllowed: true },
    { name: 'builtins.eval', flavors: ['sklearn'], isAllowed: false },
    { name: 'builtins.getattr', flavors: ['sklearn'], isAllowed: false },
    { name: 'posix.system', flavors: ['sklearn'], isAllowed: false },
    { name: 'cloudpickle.cloudpickle._make_function', flavors: ['python_function'], isAllowed: false },
    { name: 'torch._utils._rebuild_tensor_v2', flavors: ['pytorch'], isAllowed: true },
    { name: 'torch.FloatStorage', flavors: ['pytorch'], isAllowed: true },
    { name: 'torch.storage._load_from_bytes', flavors: ['pytorch'], isAllowed: false },
    { name: 'constructor.prototype', flavors: ['constructor'], isAllowed: false },
    { name: '?.?', flavors: ['sklearn', 'pytorch'], isAllowed: false },
  ];
  for (const { name, flavors, isAllowed } of CASES) {
    it(`${isAllowed ? 'hold' : 'do not hold'} ${name} for a model with ${flavors.join(', ') || 'no flavor'}`, () => {
      const dot = name.lastIndexOf('.');
      const asked = { module: name.slice(0, dot), name: name.slice(dot + 1), at: 0 };
      assert.deepEqual(foreignImports([asked], flavors), isAllowed ? [] : [asked]);
    });
  }

  const BY_PROJECT: readonly { entry: string; name: string; isAllowed: boolean }[] = [
    { entry: 'churn.features.AgeBuckets', name: 'churn.features.AgeBuckets', isAllowed: true },
    { entry: 'churn.features.AgeBuckets', name: 'churn.features.AgeBucketsX', isAllowed: false },
    { entry: 'churn.features.AgeBuckets', name: 'churn.features.age_buckets', isAllowed: false },
    { entry: 'churn.features.rebuild', name: 'churn.features.rebuild', isAllowed: true },
    { entry: 'category_encoders.*', name: 'category_encoders.target_encoder.TargetEncoder', isAllowed: true },
    { entry: 'category_encoders.*', name: 'category_encoders.utils.run', isAllowed: false },
    { entry: 'category_encoders.*', name: 'category_encoders_evil.Encoder', isAllowed: false },
  ];
  for (const { entry, name, isAllowed } of BY_PROJECT) {
    it(`${isAllowed ? 'hold' : 'do not hold'} ${name} where the project allows ${entry}`, () => {
      const dot = name.lastIndexOf('.');
      const asked = { module: name.slice(0, dot), name: name.slice(dot + 1), at: 0 };
      assert.deepEqual(foreignImports([asked], ['sklearn'], [entry]), isAllowed ? [] : [asked]);
    });
  }
});
