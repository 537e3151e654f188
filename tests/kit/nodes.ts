import { node24Path } from '../../scripts/repository/node24';
import { root } from '../../scripts/repository/repository';

/** The versions of Node that agents run tasks with. */
export const nodes = { 20: process.execPath, 24: node24Path(root) };
