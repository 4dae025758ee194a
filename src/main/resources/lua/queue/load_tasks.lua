-- Loads a pool's queue from PostgreSQL beside the one that is there, in several calls; the last puts it in its place.
--
-- KEYS[1] epoch         string  the epoch this index was loaded under
-- KEYS[2] waiting       zset    task id -> rank, lowest first
-- KEYS[3] more          hash    task id -> free slots beyond the first, only where there are
-- KEYS[4] offered       zset    offers under way; they belong to the state before
-- KEYS[5] offers        hash    what they offer
-- KEYS[6] cursors       hash    worker id -> rank looked up to
-- KEYS[7] next_waiting  zset    waiting as it will be
-- KEYS[8] next_more     hash    more as it will be
-- ARGV[1] step       'first', 'more', 'last', or 'only' for first and last in one
-- ARGV[2] new_epoch  string
-- ARGV[3] tasks      JSON array of [task id, rank, free slots]
-- Returns {waiting}; how many tasks wait in what is being loaded.
-- Repeat  Loading again replaces what is there.
-- Cost    O(m log n) for m tasks in this call; the last also frees what was there before.
local epoch, waiting, more, offered, offers = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local cursors, next_waiting, next_more = KEYS[6], KEYS[7], KEYS[8]
local step, new_epoch, tasks = ARGV[1], ARGV[2], cjson.decode(ARGV[3])

if step == 'first' or step == 'only' then
  redis.call('UNLINK', next_waiting, next_more)
end
for _, entry in ipairs(tasks) do
  redis.call('ZADD', next_waiting, entry[2], entry[1])
  if entry[3] > 1 then
    redis.call('HSET', next_more, entry[1], entry[3] - 1)
  end
end
local loaded = redis.call('ZCARD', next_waiting)
if step == 'last' or step == 'only' then
  redis.call('UNLINK', waiting, more, offered, offers, cursors)
  if loaded > 0 then
    redis.call('RENAME', next_waiting, waiting)
  end
  if redis.call('EXISTS', next_more) == 1 then
    redis.call('RENAME', next_more, more)
  end
  redis.call('SET', epoch, new_epoch)
end
return {loaded}
