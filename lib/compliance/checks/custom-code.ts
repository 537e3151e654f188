import { ofFiles } from '../check';
import { failed, listed, passed } from '../result';

/** No code came with the model, since it runs wherever the model is loaded; what came is shown with its hashes. */
export const customCode = ofFiles(({ mlModel, codeHashes }) => {
  const { loaderModule } = mlModel;
  const isForeign = loaderModule !== undefined && !/^mlflow(?:\.|$)/.test(loaderModule);
  const loader = isForeign ? [`the loader module ${loaderModule}`] : [];
  const files = [...codeHashes].map(([path, sha256]) => `${path} (${sha256.slice(0, 12)})`);
  const all = [...loader, ...files];
  return all.length === 0
    ? passed('no code came with the model')
    : failed(`it comes with its own code: ${listed(all)}`);
});
