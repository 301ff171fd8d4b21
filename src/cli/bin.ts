#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `nhi-precheck 需要 Node.js 22.18 以上，這裡是 ${process.versions.node}。請到 nodejs.org 安裝新版。\n` +
      `nhi-precheck needs Node.js 22.18 or later; this is ${process.versions.node}.\n`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import('./main.ts');
  (await import('./young-generation.ts')).boundYoungGeneration();
  process.exitCode = await main(process.argv);
}
