// Plain JavaScript without imports: it must run on the very Node that it refuses.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 12)) {
  console.error(
    `Atrium needs Node 24.12 or newer and found ${process.version}. ` +
      'Run "npm ci" without --omit=optional: it brings the right Node along.',
  );
  process.exit(1);
}
