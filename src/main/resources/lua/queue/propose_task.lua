-- Proposes the next waiting task of a pool to one worker, and sets one of its slots aside for a moment.
--
-- KEYS[1] epoch    string  the epoch this index was loaded under
-- KEYS[2] waiting  zset    task id -> rank, lowest first; only tasks with a free slot
-- KEYS[3] slots    hash    task id -> free slots, at least 1 while the task is in waiting
-- KEYS[4] offered  zset    'task claim rank' -> end of the offer, unix ms by this server's clock
-- KEYS[5] seen     set     tasks this worker has had
-- KEYS[6] cursors  hash    worker id -> rank up to which the worker has looked
-- KEYS[7] answer   string  the answer already given to this claim
-- ARGV[1] expected_epoch  string
-- ARGV[2] worker_id       string
-- ARGV[3] claim_id        string
-- ARGV[4] offer_ms        integer, > 0
-- ARGV[5] scan            integer, > 0; how many tasks to look at
-- Returns {'cold'} when the index is of another epoch, {'none'} when nothing fits, {'task', task_id}.
-- Repeat  Safe: a claim gets the answer it got before, while its offer lasts.
-- Cost    O(scan + log n). The keys share one hash tag, so the script runs on a cluster.
local epoch, waiting, slots, offered = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local seen, cursors, answer = KEYS[5], KEYS[6], KEYS[7]
local expected_epoch, worker_id, claim_id = ARGV[1], ARGV[2], ARGV[3]
local offer_ms, scan = tonumber(ARGV[4]), tonumber(ARGV[5])

if redis.call('GET', epoch) ~= expected_epoch then
  return {'cold'}
end
local given = redis.call('GET', answer)
if given then
  return {'task', given}
end

local time = redis.call('TIME')
local now_ms = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

-- Offers nobody came back for return to the queue here: a reply that was lost must not keep a slot.
for _, member in ipairs(redis.call('ZRANGEBYSCORE', offered, '-inf', now_ms, 'LIMIT', 0, 10)) do
  local task, rank = string.match(member, '^(%S+) %S+ (%S+)$')
  redis.call('ZREM', offered, member)
  redis.call('HINCRBY', slots, task, 1)
  redis.call('ZADD', waiting, rank, task)
end

local function first_unseen(from, to)
  local found = redis.call('ZRANGEBYSCORE', waiting, from, to, 'WITHSCORES', 'LIMIT', 0, scan)
  for i = 1, #found, 2 do
    if redis.call('SISMEMBER', seen, found[i]) == 0 then
      return found[i], found[i + 1]
    end
  end
  return nil, found[#found]
end

-- A worker goes on where they stopped, then looks at what came before.
local cursor = redis.call('HGET', cursors, worker_id) or '-inf'
local task, rank = first_unseen(cursor, '+inf')
if not task and cursor ~= '-inf' then
  local looked_up_to = rank
  task, rank = first_unseen('-inf', '(' .. cursor)
  rank = rank or looked_up_to
end
if rank then
  redis.call('HSET', cursors, worker_id, rank)
end
if not task then
  return {'none'}
end

redis.call('ZADD', offered, now_ms + offer_ms, task .. ' ' .. claim_id .. ' ' .. rank)
redis.call('SET', answer, task, 'PX', offer_ms)
if redis.call('HINCRBY', slots, task, -1) < 1 then
  redis.call('ZREM', waiting, task)
  redis.call('HDEL', slots, task)
end
return {'task', task}
