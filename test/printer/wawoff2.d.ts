declare module 'wawoff2' {
  /** WOFF2 to TrueType. Not reentrant: await one call before the next. */
  export function decompress(font: Uint8Array): Promise<Uint8Array>;
}
