import type { TaskDefinition } from './task-definition';

const RULE = '='.repeat(78);

/** The block that opens the log of every task. */
export function headerLines({ friendlyName, description, version, author, help }: TaskDefinition): readonly string[] {
  return [
    RULE,
    `Task         : ${friendlyName}`,
    `Description  : ${description}`,
    `Version      : ${version}`,
    `Author       : ${author}`,
    `Help         : ${help}`,
    RULE,
  ];
}
