-- Ends the offer of a task to a claim: granted, or not wanted.
--
-- KEYS[1] waiting  zset  task id -> rank, lowest first; only tasks with a free slot
-- KEYS[2] more     hash  task id -> free slots beyond the first, only where there are
-- KEYS[3] offered  zset  claim id -> end of the claim's offer, unix ms
-- KEYS[4] offers   hash  claim id -> 'task rank'
-- KEYS[5] seen     set   tasks this worker has had
-- ARGV[1] task_id   string
-- ARGV[2] claim_id  string
-- ARGV[3] outcome   'granted', 'had' (the worker has had it), 'full' (no slot is free), 'unused' (the slot is free again)
-- ARGV[4] seen_ms   integer, > 0; how long to remember what the worker has had
-- Returns {ended}; ended is 0 when there was no such offer any more.
-- Repeat  Safe: only the first call finds the offer.
-- Cost    O(log n), however many offers are under way.
local waiting, more, offered, offers, seen = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local task_id, claim_id, outcome, seen_ms = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

if outcome == 'granted' or outcome == 'had' then
  redis.call('SADD', seen, task_id)
  redis.call('PEXPIRE', seen, seen_ms)
end

local task, rank = string.match(redis.call('HGET', offers, claim_id) or '', '^(%S+) (%S+)$')
if task ~= task_id then
  return {0}
end
redis.call('ZREM', offered, claim_id)
redis.call('HDEL', offers, claim_id)
if outcome == 'unused' or outcome == 'had' then
  if redis.call('ZADD', waiting, 'NX', rank, task) == 0 then
    redis.call('HINCRBY', more, task, 1)
  end
end
return {1}
