/** What is wrong with a configuration file, told so that the person who edits it finds the place. */
export interface ConfigProblem {
  /** Name of the file as the editor knows it, relative to the folder that was loaded. */
  readonly file: string;
  /** Where in the file: `features[3].properties.from`; '' for the file as a whole. */
  readonly path: string;
  /** One sentence without a full stop. */
  readonly message: string;
}

/** One line: `file: path: message`. */
export function formatProblem(problem: ConfigProblem): string {
  const parts = [problem.file, problem.path, problem.message].filter((part) => part !== '');
  return parts.join(': ').replaceAll(/\s+/g, ' ');
}
