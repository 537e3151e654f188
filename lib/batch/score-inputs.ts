import type { JsonObject } from '../core/lossless-json';
import type { RunInputs } from '../runs/run-inputs';

/** What to run, which version has to score, and where rows are. */
export interface ScoreInputs extends RunInputs {
  readonly modelName: string;
  readonly expectedVersion: string;
  readonly inputTable: string | undefined;
  readonly outputTable: string | undefined;
  readonly outputPath: string | undefined;
  readonly warehouseId: string | undefined;
  readonly checks: JsonObject | undefined;
}
