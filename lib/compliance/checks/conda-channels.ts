import { isJsonList } from '../../core/lossless-json';
import { plain } from '../../yaml/node';
import { readYaml } from '../../yaml/read';
import { ofFiles } from '../check';
import { failed, passed, unless } from '../result';

const FILE = 'conda.yaml';
/** https://www.anaconda.com/legal/terms/terms-of-service covers these, and not conda-forge. */
const COMMERCIAL = /^(?:defaults|main|r|msys2|anaconda|https?:\/\/repo\.anaconda\.com\b.*)$/;

/** No channel whose terms ask larger organizations for a license. */
export const condaChannels = ofFiles(({ texts }) => {
  const text = texts.get(FILE);
  if (text === undefined) {
    return passed(`there is no ${FILE}`);
  }
  const reading = readYaml(text, FILE);
  if ('problems' in reading || reading.node.kind !== 'map') {
    return failed('it is not a YAML map', FILE);
  }
  const { channels } = plain(reading.node);
  // Without channels conda takes its own, which are the commercial ones.
  const named = isJsonList(channels) ? channels.map(String) : ['defaults'];
  const commercial = named.filter((channel) => COMMERCIAL.test(channel));
  return unless(
    commercial.map((channel) => `the channel '${channel}' is under commercial terms`),
    named.length === 0 ? 'no channels' : named.join(', '),
    FILE,
  );
});
