#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `nhi-precheck 需要 Node.js 22.18 以上，這裡是 ${process.versions.node}。請到 nodejs.org 安裝新版。\n` +
      `nhi-precheck needs Node.js 22.18 or later; this is ${process.versions.node}.\n`,
  );
  process.exitCode = 2;
} else {
  // what a million rows leave behind is thrown away soon, not when 100 MB of it have come together
  const { setFlagsFromString } = await import('node:v8');
  for (const flag of ['--max-semi-space-size=8', '--semi-space-growth-factor=1']) setFlagsFromString(flag);
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv);
}
