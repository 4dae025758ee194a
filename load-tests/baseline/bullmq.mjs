// BullMQ: jobs are added in bulk, then taken and completed by one worker process of so many at a time. Redis writes its
// append-only file; --mode always has it do so before each answer, --mode everysec once in a second, which may lose a second.
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { Count, chunks, settings, tell, timed } from "./rival.mjs";

const given = settings();
const fsync = given.mode ?? "everysec";
const redis = new Redis({ ...given.redis, maxRetriesPerRequest: null });
const before = (await redis.config("GET", "appendfsync"))[1];
await redis.config("SET", "appendfsync", fsync);
const name = `baseline-${process.pid}`;
const queue = new Queue(name, { connection: redis, defaultJobOptions: { removeOnComplete: true } });
try {
  const added = await timed(given.jobs, async () => {
    for (const chunk of chunks(given.jobs, 1000)) {
      await queue.addBulk(chunk.map((data) => ({ name: "task", data })));
    }
  });
  const count = new Count(given);
  const worker = new Worker(name, async () => {}, {
    connection: given.redis,
    concurrency: given.concurrency,
  });
  worker.on("completed", () => count.add());
  tell({ cycles: await count.finished, added, appendfsync: fsync });
  await worker.close(true);
} finally {
  await queue.obliterate({ force: true });
  await redis.config("SET", "appendfsync", before);
  await queue.close();
  redis.disconnect();
}
