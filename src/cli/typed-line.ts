const END_OF_INPUT = '\u0004';
const INTERRUPT = '\u0003';
const ERASE = ['\u007f', '\b'];

/**
 * A line typed at the terminal, without echo; null at the end of input. Ctrl-C ends the process as always. Standard
 * input has to be a terminal.
 * @param most signs that are kept
 */
export function typedLine(prompt: string, most: number): Promise<string | null> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  return new Promise((resolve) => {
    let text = '';
    const restore = (): void => void stdin.setRawMode(false);
    const end = (result: string | null): void => {
      stdin.off('data', look).off('end', closed);
      process.off('exit', restore);
      restore();
      stdin.pause();
      stderr.write('\n');
      resolve(result);
    };
    const closed = (): void => end(null);
    /** Whether the line is over. */
    const press = (key: string): boolean => {
      if (key === '\r' || key === '\n') end(text);
      else if (key === END_OF_INPUT) end(null);
      else if (key === INTERRUPT) {
        restore();
        if (!process.emit('SIGINT', 'SIGINT')) process.kill(process.pid, 'SIGINT');
      } else {
        if (ERASE.includes(key)) text = text.slice(0, -1);
        else if (text.length < most) text += key;
        return false;
      }
      return true;
    };
    const look = (keys: string): void => void [...keys].some(press);
    process.once('exit', restore);
    stdin.on('data', look).on('end', closed);
    stdin.resume();
  });
}
