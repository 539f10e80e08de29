"""Counters in Redis, for an install whose cache it is: each step is one script, which Redis runs by itself."""

from datetime import date
from typing import Any

import redis

from casestudies.limits.allowance import DAY, MINUTE, Allowance, Counted, Standing, Use, standing

PREFIX = "casebook:limits:"
USES = f"{PREFIX}uses"
PATIENCE = 0.5  # seconds

# Numbers come back as text: Redis cuts a Lua number to a whole one.
TAKE = f"""
local now, burst, daily = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local row = redis.call('HMGET', KEYS[1], 'mb', 'mu', 'db', 'du')
local mb, mu = tonumber(row[1]) or now, tonumber(row[2]) or 0
local db, du = tonumber(row[3]) or now, tonumber(row[4]) or 0
if mb <= now - {MINUTE} then mb, mu = now, 0 end
if db <= now - {DAY} then db, du = now, 0 end
local admitted = mu < burst and du < daily
if admitted then mu, du = mu + 1, du + 1 end
local mbt, dbt = string.format('%.6f', mb), string.format('%.6f', db)
redis.call('HSET', KEYS[1], 'mb', mbt, 'mu', mu, 'db', dbt, 'du', du)
redis.call('EXPIRE', KEYS[1], {DAY + MINUTE})
return {{mbt, tostring(mu), dbt, tostring(du), admitted and '1' or '0'}}
"""
NOTE = """
redis.call('HINCRBY', KEYS[1], ARGV[1] .. ' requests', 1)
redis.call('HINCRBY', KEYS[1], ARGV[1] .. ' errors', ARGV[2])
redis.call('HINCRBY', KEYS[1], ARGV[1] .. ' bytes', ARGV[3])
redis.call('HSET', KEYS[1], ARGV[1] .. ' last', ARGV[4])
"""
COLLECT = """
local all = redis.call('HGETALL', KEYS[1])
redis.call('DEL', KEYS[1])
return all
"""


class RedisStore:
    """One client for the process; it keeps a pool of connections and gives up soon."""

    def __init__(self, address: str) -> None:
        client = redis.Redis.from_url(
            address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, decode_responses=True
        )
        self.client = client
        self._take = client.register_script(TAKE)
        self._note = client.register_script(NOTE)
        self._collect = client.register_script(COLLECT)

    def take(self, subject: str, allowance: Allowance, now: float) -> Standing:
        arguments: list[str | int] = [f"{now:.6f}", allowance.burst, allowance.daily]
        row = self._take(keys=[f"{PREFIX}{subject}"], args=arguments)
        counted = Counted(float(row[0]), int(row[1]), float(row[2]), int(row[3]), is_admitted=row[4] == "1")
        return standing(counted, allowance, now)

    def note(self, key_id: str, day: date, *, is_error: bool, size: int, now: float) -> None:
        self._note(keys=[USES], args=[f"{key_id}/{day.isoformat()}", int(is_error), size, f"{now:.6f}"])

    def collect(self) -> list[Use]:
        flat = self._collect(keys=[USES])
        found: dict[str, dict[str, Any]] = {}
        for name, value in zip(flat[::2], flat[1::2], strict=True):
            which, _, column = name.partition(" ")
            found.setdefault(which, {})[column] = value
        return [
            Use(
                key_id=which.partition("/")[0],
                day=date.fromisoformat(which.partition("/")[2]),
                requests=int(row["requests"]),
                errors=int(row["errors"]),
                bytes=int(row["bytes"]),
                last_at=float(row["last"]),
            )
            for which, row in found.items()
        ]

    def prune(self, now: float) -> int:
        """Redis forgets them by itself."""
        return 0
