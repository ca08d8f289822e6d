/** Milliseconds of processor time that this process has used: a measure that a busy machine does not spoil. */
export const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
