// pg-boss: jobs are inserted in bulk, then fetched and completed in batches by several loops of one process.
import PgBoss from "pg-boss";
import pg from "pg";
import { Count, chunks, settings, tell, timed } from "./rival.mjs";

const SCHEMA = "baseline_pgboss";
const LOOPS = 4;
const BATCH = 100;
const QUEUE = "task";
const given = settings();
const admin = new pg.Client(given.postgres);
await admin.connect();
await admin.query(`drop schema if exists ${SCHEMA} cascade`);
const boss = new PgBoss({ ...given.postgres, schema: SCHEMA, max: LOOPS + 2, supervise: false, schedule: false });
boss.on("error", (error) => console.error(error));
await boss.start();
try {
  await boss.createQueue(QUEUE);
  const added = await timed(given.jobs, async () => {
    for (const chunk of chunks(given.jobs, 1000)) {
      await boss.insert(chunk.map((data) => ({ name: QUEUE, data })));
    }
  });
  const count = new Count(given);
  let over = false;
  const loops = Array.from({ length: LOOPS }, async () => {
    while (!over) {
      const jobs = await boss.fetch(QUEUE, { batchSize: BATCH });
      if (jobs.length === 0) return;
      await boss.complete(
        QUEUE,
        jobs.map(({ id }) => id),
      );
      count.add(jobs.length);
    }
  });
  tell({ cycles: await count.finished, added });
  over = true;
  await Promise.all(loops);
} finally {
  await boss.stop({ graceful: false, close: true });
  await admin.query(`drop schema if exists ${SCHEMA} cascade`);
  await admin.end();
}
