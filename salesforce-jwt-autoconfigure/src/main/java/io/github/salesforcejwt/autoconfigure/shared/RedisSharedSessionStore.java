package io.github.salesforcejwt.autoconfigure.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.salesforcejwt.SharedSessionStore;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Keeps shared sessions in Redis: one hash per entry, so that each step is one script on
 * one key, in a cluster too. The time is that of the Redis server.
 */
final class RedisSharedSessionStore implements SharedSessionStore {

	private static final String NOW = "local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000) ";

	/** An entry lives as long as its value, and at least as long as its lease. */
	private static final String KEEP = "if redis.call('PTTL', KEYS[1]) < tonumber(%s) then "
			+ "redis.call('PEXPIRE', KEYS[1], %s) end ";

	@SuppressWarnings("rawtypes")
	private static final RedisScript<List> READ = RedisScript.of(
			NOW + "local e = redis.call('HMGET', KEYS[1], 'version', 'value', 'until') "
					+ "local leased = e[3] and tonumber(e[3]) > now "
					+ "return {e[1] or '0', e[2] or '', leased and '1' or '0', string.format('%.0f', now)}",
			List.class);

	private static final RedisScript<Long> LEASE = RedisScript
		.of(NOW + "local e = redis.call('HMGET', KEYS[1], 'version', 'until') "
				+ "if (e[1] or '0') ~= ARGV[1] or (e[2] and tonumber(e[2]) > now) then return 0 end "
				+ "redis.call('HSET', KEYS[1], 'owner', ARGV[2], 'until', string.format('%.0f', now + ARGV[3])) "
				+ KEEP.formatted("ARGV[3]", "ARGV[3]") + "return 1", Long.class);

	private static final RedisScript<Long> PUBLISH = RedisScript.of(
			"if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end "
					+ "redis.call('HINCRBY', KEYS[1], 'version', 1) redis.call('HSET', KEYS[1], 'value', ARGV[2]) "
					+ "redis.call('HDEL', KEYS[1], 'owner', 'until') redis.call('PEXPIRE', KEYS[1], ARGV[3]) return 1",
			Long.class);

	private static final RedisScript<Long> RELEASE = RedisScript
		.of("if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end "
				+ "return redis.call('HDEL', KEYS[1], 'owner', 'until')", Long.class);

	private final StringRedisTemplate redis;

	private final String prefix;

	RedisSharedSessionStore(StringRedisTemplate redis, String prefix) {
		this.redis = redis;
		this.prefix = prefix;
	}

	@Override
	public Entry read(String id) {
		List<?> entry = this.redis.execute(READ, key(id));
		String value = (String) entry.get(1);
		return new Entry(Long.parseLong((String) entry.get(0)), value.isEmpty() ? null : value,
				"1".equals(entry.get(2)), Instant.ofEpochMilli(Long.parseLong((String) entry.get(3))));
	}

	@Override
	public boolean lease(String id, long version, String owner, Duration duration) {
		return isOne(this.redis.execute(LEASE, key(id), String.valueOf(version), owner, millis(duration)));
	}

	@Override
	public boolean publish(String id, String owner, String value, Duration retention) {
		return isOne(this.redis.execute(PUBLISH, key(id), owner, value, millis(retention)));
	}

	@Override
	public void release(String id, String owner) {
		this.redis.execute(RELEASE, key(id), owner);
	}

	private List<String> key(String id) {
		return List.of(this.prefix + id);
	}

	private static String millis(Duration duration) {
		return String.valueOf(duration.toMillis());
	}

	private static boolean isOne(@Nullable Long result) {
		return result != null && result == 1;
	}

}
