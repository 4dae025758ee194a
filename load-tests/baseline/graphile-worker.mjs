// graphile-worker: jobs are added in bulk, then taken and completed by one process of so many at a time. --mode default fetches
// and completes one by one; --mode batched fetches 500 at once and gathers what is completed for 50 ms.
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { Count, chunks, settings, tell, timed } from "./rival.mjs";

const SCHEMA = "baseline_graphile";
const given = settings();
const pool = new pg.Pool({ ...given.postgres, max: 20 });
pool.on("error", console.error);
pool.on("connect", (client) => client.on("error", console.error));
const batched = given.mode === "batched" && {
  localQueue: { size: 500 },
  completeJobBatchDelay: 50,
};
const preset = {
  worker: {
    schema: SCHEMA,
    concurrentJobs: given.concurrency,
    maxPoolSize: 20,
    logger: new Logger(() => () => {}),
    ...batched,
  },
};
await pool.query(`drop schema if exists ${SCHEMA} cascade`);
const utils = await makeWorkerUtils({ pgPool: pool, preset });
try {
  await utils.migrate();
  const added = await timed(given.jobs, async () => {
    for (const chunk of chunks(given.jobs, 1000)) {
      await utils.addJobs(chunk.map((payload) => ({ identifier: "task", payload })));
    }
  });
  const count = new Count(given);
  const runner = await run({ pgPool: pool, preset, taskList: { task: async () => {} }, noHandleSignals: true });
  runner.events.on("job:complete", () => count.add());
  tell({ cycles: await count.finished, added });
  await runner.stop().catch(() => {});
  // What was done is written up to a moment after the runner has stopped.
  await setTimeout(500);
} finally {
  await utils.release();
  await pool.query(`drop schema if exists ${SCHEMA} cascade`);
  await pool.end();
}
process.exit(0);
