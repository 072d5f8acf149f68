/** `status`: is the gateway up, is it ready, and what it counts. */

import { readRunning } from '../data-dir.ts';
import { type Command, print, readWords, refuse } from './command.ts';

/** Shown in this order, with these words; the names are those of /metrics. */
const shown: readonly (readonly [metric: string, words: string])[] = [
  ['atrium_readings_stored_total', 'readings stored since start'],
  ['atrium_readings_quarantined_total', 'messages or parts quarantined since start'],
  ['atrium_intake_queue_frames', 'frames waiting for the disk'],
  ['atrium_mqtt_clients', 'devices connected over MQTT'],
  ['atrium_devices_ill', 'devices ill'],
  ['atrium_live_clients', 'screens on the live feed'],
];

export const status: Command = {
  usage: 'status [--data DIR]',
  summary: 'Whether a gateway runs on this data, where, and what it counts.',
  async run(words) {
    const parsed = readWords(words, { data: { type: 'string', default: '.atrium' } });
    if (!parsed.ok) return refuse(parsed.fault);
    const dataDir = parsed.value.values.data;
    const running = readRunning(dataDir);
    if (running === null) return refuse(`no gateway runs on ${dataDir}.`);
    const base = `http://127.0.0.1:${running.httpPort}`;
    const ready = await fetchText(`${base}/readyz`);
    if (ready === null) return refuse(`the gateway (pid ${running.pid}) does not answer at ${base}.`);
    print(`gateway     pid ${running.pid}, up since ${new Date(running.startedAt).toISOString()}`);
    print(`screens     ${base}`);
    print(`MQTT        mqtt://127.0.0.1:${running.mqttPort}`);
    print(`state       ${ready.status === 200 ? 'ready' : `not ready: ${ready.text}`}`);
    const metrics = (await fetchText(`${base}/metrics`))?.text ?? '';
    for (const [metric, description] of shown) {
      const value = new RegExp(`^${metric} (.+)$`, 'm').exec(metrics)?.[1];
      if (value !== undefined) print(`${value.padStart(11)} ${description}`);
    }
    return ready.status === 200 ? 0 : 1;
  },
};

async function fetchText(url: string): Promise<{ status: number; text: string } | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}
