-- Takes tasks out of a pool's queue, after PostgreSQL has closed their slots.
--
-- KEYS[1] waiting       zset  task id -> rank, lowest first; only tasks with a free slot
-- KEYS[2] more          hash  task id -> free slots beyond the first, only where there are
-- KEYS[3] next_waiting  zset  like waiting, of a load under way
-- KEYS[4] next_more     hash  like more, of a load under way
-- ARGV[1] tasks         JSON array of task ids
-- Returns {removed}; how many of them waited.
-- Repeat  Safe: what is gone stays gone.
-- Cost    O(tasks * log n).
local waiting, more, next_waiting, next_more = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local tasks = ARGV[1]

local removed = 0
for _, task in ipairs(cjson.decode(tasks)) do
  removed = removed + redis.call('ZREM', waiting, task)
  redis.call('HDEL', more, task)
  redis.call('ZREM', next_waiting, task)
  redis.call('HDEL', next_more, task)
end
return {removed}
