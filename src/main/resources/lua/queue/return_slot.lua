-- Puts one slot of a task back into the queue, after PostgreSQL has freed it.
--
-- KEYS[1] epoch    string  the epoch this index was loaded under
-- KEYS[2] waiting  zset    task id -> rank, lowest first; only tasks with a free slot
-- KEYS[3] slots    hash    task id -> free slots
-- ARGV[1] expected_epoch  string
-- ARGV[2] task_id         string
-- ARGV[3] rank            number
-- ARGV[4] overlap         integer, > 0; more slots than this are never free
-- Returns {free}; the task's free slots now, 0 when the index is of another epoch.
-- Repeat  Harmless: a slot too many is refused by PostgreSQL and mended by the next load.
-- Cost    O(log n).
local epoch, waiting, slots = KEYS[1], KEYS[2], KEYS[3]
local expected_epoch, task_id, rank, overlap = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])

if redis.call('GET', epoch) ~= expected_epoch then
  return {0}
end
local free = tonumber(redis.call('HGET', slots, task_id) or '0')
if free < overlap then
  free = redis.call('HINCRBY', slots, task_id, 1)
  redis.call('ZADD', waiting, rank, task_id)
end
return {free}
