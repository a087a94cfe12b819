// How a command ends: well, or with the reason and what the failing program said.

/** Runs the command; a failure is printed and becomes exit code 1. */
export async function main(command) {
  try {
    await command();
  } catch (error) {
    explain(error);
    process.exitCode = 1;
  }
}

/** The failing program's own words first, then the reason. */
export function explain(error) {
  if (error.output) console.error(error.output.trimEnd());
  console.error(error.output === undefined && error.stack ? error.stack : error.message);
}
