/** JSON as the formatter of this project lays it out: a list of one plain value stays on its line. */
export function writeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replaceAll(/\[\s+("[^"]*")\s+\]/g, '[$1]')}\n`;
}
