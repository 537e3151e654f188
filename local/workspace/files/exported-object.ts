import { invalidParameter, type Refusal } from '../http/refusal';
import { LANGUAGES } from './language';
import type { ObjectStatus } from './object-status';

export interface ExportedObject {
  readonly content: Buffer;
  readonly fileType: string;
}

/** An object as export returns it; notebooks keep the format in which they were imported. */
export function exportedObject(status: ObjectStatus, content: Buffer, format: string): ExportedObject {
  if (status.type === 'FILE') {
    return { content, fileType: /\.([^./]+)$/.exec(status.path)?.[1] ?? '' };
  }
  const jupyter = content.toString('utf8', 0, 64).trimStart().startsWith('{');
  const asked = format === 'AUTO' ? (jupyter ? 'JUPYTER' : 'SOURCE') : format;
  if (asked !== (jupyter ? 'JUPYTER' : 'SOURCE')) {
    throw invalidParameter(`The workspace stand-in does not convert ${status.path} to format ${format}.`);
  }
  return jupyter ? { content, fileType: 'ipynb' } : sourceOf(status, content);
}

export function refuseDirectory(path: string): Refusal {
  return invalidParameter(
    `Folder (${path}) can only be exported in format DBC, which the workspace stand-in does not write.`,
  );
}

function sourceOf({ language }: ObjectStatus, content: Buffer): ExportedObject {
  const { comment, extension } = LANGUAGES.find(({ name }) => name === language) ?? LANGUAGES[0];
  const header = `${comment} Databricks notebook source`;
  const text = content.toString('utf8');
  // A SOURCE import may lack the header; an export always has it.
  const source = text.startsWith(header) ? content : Buffer.from(`${header}\n${text}`);
  return { content: source, fileType: extension.slice(1) };
}
