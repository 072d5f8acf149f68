import { describe, expect, test } from 'vitest';
import { readGatewayConfig } from './config.ts';

describe('config of the gateway', () => {
  test('defaults bind loopback and name the demo site', () => {
    const config = readGatewayConfig([]);
    expect(config).toMatchObject({
      ok: true,
      value: { host: '127.0.0.1', httpPort: 8080, mqttPort: 1883, site: 'firmware-config/sites/demo' },
    });
  });

  test('a site may be named by its folder or its site.json', () => {
    expect(readGatewayConfig(['--site', 'sites/a/site.json'])).toMatchObject({ value: { site: 'sites/a' } });
    expect(readGatewayConfig(['--site', 'sites/a'])).toMatchObject({ value: { site: 'sites/a' } });
  });

  test('all wrong values are reported together, each with its flag', () => {
    const config = readGatewayConfig(['--http-port', 'eighty', '--mqtt-port', '70000', '--log-level', 'loud']);
    expect(config.ok).toBe(false);
    if (config.ok) return;
    expect(config.fault.map((line) => line.split(':')[0])).toEqual(['--http-port', '--mqtt-port', '--log-level']);
  });

  test('an unknown flag is one line', () => {
    expect(readGatewayConfig(['--prot', '1'])).toEqual({ ok: false, fault: ["Unknown option '--prot'"] });
  });
});
