import { ofFiles } from '../check';
import { listed, passed, remark } from '../result';

/** Code that came with the model is shown, since it runs wherever the model is loaded. */
export const customCode = ofFiles(({ mlModel, codeHashes }) => {
  const { loaderModule } = mlModel;
  const isForeign = loaderModule !== undefined && !/^mlflow(?:\.|$)/.test(loaderModule);
  const loader = isForeign ? [`the loader module ${loaderModule}`] : [];
  const files = [...codeHashes].map(([path, sha256]) => `${path} (${sha256.slice(0, 12)})`);
  const all = [...loader, ...files];
  return all.length === 0 ? passed('no code came with the model') : remark(`it brings code of its own: ${listed(all)}`);
});
