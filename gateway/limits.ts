/** Every bound of the gateway in one place, with its unit last in its name. Relations are asserted when it loads. */
export const limits = {
  // MQTT
  mqttClientsMax: 10_000,
  topicDepthMax: 10,
  topicBytesMax: 512,
  clientIdBytesMax: 64,
  payloadBytesMax: 256 * 1024,
  connectTimeoutMs: 10_000,
  subscriptionsPerClientMax: 32,
  // intake
  queueFramesMax: 20_000,
  queueBytesMax: 64 * 1024 * 1024,
  commitDelayMs: 5,
  /**
   * A batch is decoded, stored and counted in one turn of the event loop, at some 30,000 readings a second. Measured with
   * 60,000 waiting: batches of 20,000 hold everything else up for 400 to 600 ms, of 5,000 for 100 to 200 ms, of 1,000
   * for 30 to 80 ms, and none stores more a second than another, because a commit costs little beside its rows.
   */
  commitReadingsMax: 1_000,
  readingAgeMaxMs: 24 * 3_600_000,
  readingAheadMaxMs: 5 * 60_000,
  // quarantine and losses
  quarantineExcerptBytes: 2_048,
  quarantineRowsPerDeviceMax: 1_000,
  quarantineAgeMaxMs: 7 * 86_400_000,
  readingsAgeMaxMs: 90 * 86_400_000,
  // windows
  windowsSaveMs: 5_000,
  windowsAgeMaxMs: 2 * 365 * 86_400_000,
  // live feed
  liveTickMs: 250,
  liveClientsMax: 500,
  liveBacklogBytesMax: 1024 * 1024,
  // housekeeping
  healthTickMs: 1_000,
  maintenanceMs: 60_000,
  // HTTP
  httpBodyBytesMax: 1024 * 1024,
  sessionAgeMaxMs: 12 * 3_600_000,
  signInAttemptsPerMinuteMax: 10,
  feedWaitMaxMs: 25_000,
  // loyalty
  codeLifeMs: 5 * 60_000,
  codeAttemptsMax: 5,
  codeResendAfterMs: 30_000,
  codesPerPhoneAndHourMax: 5,
  proofLifeMs: 10 * 60_000,
  slipLifeMaxMs: 36 * 3_600_000,
  opsPerRequestMax: 200,
  codesPerKioskAndHourMax: 120,
  codesShownMax: 20,
  codesKeptMs: 2 * 3_600_000,
  /** A proof is asked for again when the outbox of a kiosk that was cut off arrives. */
  proofsKeptMs: 7 * 86_400_000,
  feedMembersMax: 500,
  requestsShownMax: 20,
  loyaltyTickMs: 10_000,
  expiriesPerTickMax: 500,
  // printing
  printerConnectTimeoutMs: 3_000,
  printerStatusTimeoutMs: 3_000,
  printJobsWaitingMax: 200,
  /** From the last byte to the printer's word that all was printed. */
  printerConfirmTimeoutMs: 15_000,
  printerPollMs: 10_000,
  /** A job that has not ended so long after the gateway was told to stop is left as unknown. */
  printStopWaitMs: 1_500,
} as const;

function assertLess(small: number, large: number, relation: string): void {
  if (small >= large) throw new Error(`limits.ts: ${relation} does not hold (${small} >= ${large})`);
}

assertLess(limits.payloadBytesMax, limits.queueBytesMax, 'a payload fits into the queue');
assertLess(limits.payloadBytesMax, limits.httpBodyBytesMax, 'a payload fits into an HTTP body');
assertLess(limits.readingAheadMaxMs, limits.readingAgeMaxMs, 'clocks run late rather than ahead');
assertLess(limits.codeResendAfterMs, limits.codeLifeMs, 'a code can be sent again before it expires');
assertLess(limits.readingAgeMaxMs, limits.readingsAgeMaxMs, 'an accepted reading is kept');
assertLess(limits.readingsAgeMaxMs, limits.windowsAgeMaxMs, 'windows outlive the readings they are made of');
assertLess(limits.codeLifeMs, limits.codesKeptMs, 'a code is kept while it is valid');
assertLess(3_600_000, limits.codesKeptMs, 'the codes of the last hour can be counted');
