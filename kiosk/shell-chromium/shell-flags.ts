/** The flags of the Chromium shell: its own, and those it passes on to the service as they are. */
import { parseArgs } from 'node:util';

export interface ShellFlags {
  /** 0 takes any free port. */
  readonly port: number;
  readonly browser: boolean;
  readonly serviceArgs: readonly string[];
  /** '' where the service will refuse to start for want of one. */
  readonly dataDir: string;
}

const serviceOptions = {
  gateway: { type: 'string' },
  kiosk: { type: 'string' },
  'secret-file': { type: 'string' },
  data: { type: 'string' },
} as const;

/** The flags, or one line that names what is wrong with them. */
export function readShellFlags(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ShellFlags | string {
  try {
    const options = { ...serviceOptions, port: { type: 'string' }, 'no-browser': { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...args], options });
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      return `--port: expected 0 to 65535, got ${values.port}`;
    }
    const serviceArgs = (Object.keys(serviceOptions) as (keyof typeof serviceOptions)[]).flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [`--${name}`, value];
    });
    const dataDir = values.data ?? env['ATRIUM_KIOSK_DATA'] ?? '';
    return { port, browser: values['no-browser'] !== true, serviceArgs, dataDir };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
