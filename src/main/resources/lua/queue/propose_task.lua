-- Proposes the next waiting task of a pool to one worker, and sets one of its slots aside for a moment.
--
-- KEYS[1] epoch    string  the epoch this index was loaded under
-- KEYS[2] waiting  zset    task id -> rank, lowest first; only tasks with a free slot
-- KEYS[3] more     hash    task id -> free slots beyond the first, only where there are
-- KEYS[4] offered  zset    claim id -> end of the claim's offer, unix ms by this server's clock
-- KEYS[5] offers   hash    claim id -> 'task rank', for each claim in offered
-- KEYS[6] seen     set     tasks this worker has had
-- KEYS[7] cursors  hash    worker id -> rank up to which the worker has looked
-- ARGV[1] expected_epoch  string
-- ARGV[2] worker_id       string
-- ARGV[3] claim_id        string
-- ARGV[4] offer_ms        integer, > 0
-- ARGV[5] scan            integer, > 0; how many tasks to look at
-- Returns {'cold'} when the index is of another epoch, {'none'} when nothing fits, {'task', task_id}.
-- Repeat  Safe: a claim gets the answer it got before, until its offer has returned to the queue.
-- Cost    O(scan + log n). The keys share one hash tag, so the script runs on a cluster.
local epoch, waiting, more, offered, offers = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local seen, cursors = KEYS[6], KEYS[7]
local expected_epoch, worker_id, claim_id = ARGV[1], ARGV[2], ARGV[3]
local offer_ms, scan = tonumber(ARGV[4]), tonumber(ARGV[5])

if redis.call('GET', epoch) ~= expected_epoch then
  return {'cold'}
end

local time = redis.call('TIME')
local now_ms = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

-- A slot that is still set aside for this claim stays so for another moment.
local given = string.match(redis.call('HGET', offers, claim_id) or '', '^(%S+) ')
if given then
  redis.call('ZADD', offered, now_ms + offer_ms, claim_id)
  return {'task', given}
end

-- Offers nobody came back for return to the queue here: a reply that was lost must not keep a slot.
for _, claim in ipairs(redis.call('ZRANGEBYSCORE', offered, '-inf', now_ms, 'LIMIT', 0, 10)) do
  local task, rank = string.match(redis.call('HGET', offers, claim), '^(%S+) (%S+)$')
  redis.call('ZREM', offered, claim)
  redis.call('HDEL', offers, claim)
  if redis.call('ZADD', waiting, 'NX', rank, task) == 0 then
    redis.call('HINCRBY', more, task, 1)
  end
end

-- Nearly always one of the first few fits; to read all of them at once costs several times as much.
local FEW = 4
local function first_unseen(from, to)
  local looked_at, looked_up_to = 0, nil
  while looked_at < scan do
    local page = looked_at == 0 and math.min(FEW, scan) or scan - looked_at
    local found = redis.call('ZRANGEBYSCORE', waiting, from, to, 'WITHSCORES', 'LIMIT', looked_at, page)
    for i = 1, #found, 2 do
      if redis.call('SISMEMBER', seen, found[i]) == 0 then
        return found[i], found[i + 1]
      end
    end
    looked_up_to = found[#found] or looked_up_to
    if #found < 2 * page then
      break
    end
    looked_at = looked_at + page
  end
  return nil, looked_up_to
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

redis.call('ZADD', offered, now_ms + offer_ms, claim_id)
redis.call('HSET', offers, claim_id, task .. ' ' .. rank)
local left = redis.call('HGET', more, task)
if not left then
  redis.call('ZREM', waiting, task)
elseif redis.call('HINCRBY', more, task, -1) < 1 then
  redis.call('HDEL', more, task)
end
return {'task', task}
