-- Loads a pool's queue from PostgreSQL, in several calls: the first empties it, the last opens it under its epoch.
--
-- KEYS[1] epoch    string  the epoch this index was loaded under; absent while loading
-- KEYS[2] waiting  zset    task id -> rank, lowest first
-- KEYS[3] slots    hash    task id -> free slots
-- KEYS[4] offered  zset    offers under way; they belong to the state before
-- KEYS[5] offers   hash    what they offer
-- KEYS[6] cursors  hash    worker id -> rank looked up to
-- ARGV[1] step       'first', 'more', 'last', or 'only' for first and last in one
-- ARGV[2] new_epoch  string
-- ARGV[3] tasks      JSON array of [task id, rank, free slots]
-- Returns {waiting}; how many tasks wait now.
-- Repeat  Loading again replaces what is there.
-- Cost    O(m log n) for m tasks in this call.
local epoch, waiting, slots, offered, offers, cursors = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local step, new_epoch, tasks = ARGV[1], ARGV[2], cjson.decode(ARGV[3])

if step == 'first' or step == 'only' then
  redis.call('DEL', epoch, waiting, slots, offered, offers, cursors)
end
for _, entry in ipairs(tasks) do
  redis.call('ZADD', waiting, entry[2], entry[1])
  redis.call('HSET', slots, entry[1], entry[3])
end
if step == 'last' or step == 'only' then
  redis.call('SET', epoch, new_epoch)
end
return {redis.call('ZCARD', waiting)}
