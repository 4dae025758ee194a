-- Ends the offer of a task to a claim: granted, or not wanted.
--
-- KEYS[1] waiting  zset    task id -> rank, lowest first; only tasks with a free slot
-- KEYS[2] slots    hash    task id -> free slots
-- KEYS[3] offered  zset    'task claim rank' -> end of the offer, unix ms
-- KEYS[4] seen     set     tasks this worker has had
-- KEYS[5] answer   string  the answer given to this claim
-- ARGV[1] task_id   string
-- ARGV[2] claim_id  string
-- ARGV[3] outcome   'granted', 'had' (the worker has had it), 'full' (no slot is free), 'unused' (the slot is free again)
-- ARGV[4] seen_ms   integer, > 0; how long to remember what the worker has had
-- Returns {ended}; ended is 0 when there was no such offer any more.
-- Repeat  Safe: only the first call finds the offer.
-- Cost    O(log n + offers under way).
local waiting, slots, offered, seen, answer = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local task_id, claim_id, outcome, seen_ms = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

if outcome == 'granted' or outcome == 'had' then
  redis.call('SADD', seen, task_id)
  redis.call('PEXPIRE', seen, seen_ms)
end
redis.call('DEL', answer)

local prefix = task_id .. ' ' .. claim_id .. ' '
for _, member in ipairs(redis.call('ZRANGE', offered, 0, -1)) do
  if string.sub(member, 1, #prefix) == prefix then
    redis.call('ZREM', offered, member)
    if outcome == 'unused' or outcome == 'had' then
      redis.call('HINCRBY', slots, task_id, 1)
      redis.call('ZADD', waiting, string.sub(member, #prefix + 1), task_id)
    end
    return {1}
  end
end
return {0}
