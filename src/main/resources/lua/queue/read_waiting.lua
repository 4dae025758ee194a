-- Reads a part of a pool's waiting tasks, for whoever compares them with PostgreSQL.
--
-- KEYS[1] epoch    string  the epoch this index was loaded under
-- KEYS[2] waiting  zset    task id -> rank, lowest first
-- ARGV[1] after  number, or '-inf'; the rank that the part before ended with
-- ARGV[2] limit  integer, > 0; how many tasks to read
-- Returns {epoch, task id, rank, task id, rank, ...}; the epoch is '' when there is no index.
-- Repeat  Safe: it changes nothing.
-- Cost    O(limit + log n).
local epoch, waiting = KEYS[1], KEYS[2]
local after, limit = ARGV[1], tonumber(ARGV[2])

local found = redis.call('ZRANGEBYSCORE', waiting, '(' .. after, '+inf', 'WITHSCORES', 'LIMIT', 0, limit)
table.insert(found, 1, redis.call('GET', epoch) or '')
return found
