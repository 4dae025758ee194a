-- Puts one slot of a task back into the queue, after PostgreSQL has freed it.
--
-- KEYS[1] epoch    string  the epoch this index was loaded under
-- KEYS[2] waiting  zset    task id -> rank, lowest first; only tasks with a free slot
-- KEYS[3] more     hash    task id -> free slots beyond the first, only where there are
-- ARGV[1] expected_epoch  string
-- ARGV[2] task_id         string
-- ARGV[3] rank            number
-- ARGV[4] overlap         integer, > 0; more slots than this are never free
-- Returns {free}; the task's free slots now, 0 when the index is of another epoch.
-- Repeat  Harmless: a slot too many is refused by PostgreSQL and mended by the next load.
-- Cost    O(log n).
local epoch, waiting, more = KEYS[1], KEYS[2], KEYS[3]
local expected_epoch, task_id, rank, overlap = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])

if redis.call('GET', epoch) ~= expected_epoch then
  return {0}
end
if redis.call('ZADD', waiting, 'NX', rank, task_id) == 1 then
  return {1}
end
local free = 1 + tonumber(redis.call('HGET', more, task_id) or '0')
if free < overlap then
  free = 1 + redis.call('HINCRBY', more, task_id, 1)
end
return {free}
