const FIRST_LINE = '# Databricks notebook source\n';

/** The notebook with a first cell that writes files to a folder of the machine, where the other cells import them. */
export function withFiles(source: string, files: Readonly<Record<string, string>>): string {
  // A JSON object of texts is Python, too, and no line of a file can look like the end of a cell.
  const cell = `# Files of the cells below. Python removes the folder when it ends.
import pathlib, sys, tempfile

carried_files = ${JSON.stringify(files, undefined, 1)}
carried_folder = tempfile.TemporaryDirectory(prefix="mlops-", ignore_cleanup_errors=True)
for carried_name, carried_text in carried_files.items():
    pathlib.Path(carried_folder.name, carried_name).write_text(carried_text, "utf-8")
sys.path.insert(0, carried_folder.name)

# COMMAND ----------

`;
  return `${FIRST_LINE}${cell}${source.startsWith(FIRST_LINE) ? source.slice(FIRST_LINE.length) : source}`;
}
