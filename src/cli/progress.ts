import yoctoSpinner from 'yocto-spinner';

/** A line on standard error while long work runs: only on a terminal, never in CI, not before half a second. */
export function progress(total: number): { done(): void; stop(): void } {
  if (process.stderr.isTTY !== true || process.env.CI) return { done: () => {}, stop: () => {} };
  let files = 0;
  const spinner = yoctoSpinner({ text: '檢查中… Checking…', stream: process.stderr, handleSignals: false });
  const timer = setTimeout(() => spinner.start(), 500);
  const stop = (): void => {
    clearTimeout(timer);
    process.off('SIGINT', stop);
    if (spinner.isSpinning) spinner.stop();
  };
  process.prependListener('SIGINT', stop); // the cursor comes back before the word of farewell
  return {
    done() {
      files++;
      spinner.text = `檢查中… ${files}/${Math.max(total, files)} Checking…`;
    },
    stop,
  };
}
