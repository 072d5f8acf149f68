/** What can go wrong with a device, on demand. */
export type DeviceFault = (typeof deviceFaults)[number];

export const deviceFaults = ['silent', 'stuck', 'duplicate', 'out_of_order', 'clock_off', 'low_battery'] as const;

/** What can go wrong with a printer. */
export type PrinterFault = (typeof printerFaults)[number];

export const printerFaults = ['paper_low', 'paper_out', 'cover_open', 'stop'] as const;
