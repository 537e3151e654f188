import { declareAfterJob } from './phase';

declareAfterJob();
