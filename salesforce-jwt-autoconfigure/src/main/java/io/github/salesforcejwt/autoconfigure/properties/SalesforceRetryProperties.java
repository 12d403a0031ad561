package io.github.salesforcejwt.autoconfigure.properties;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of retries after transient failures.
 */
public class SalesforceRetryProperties {

	private final Login login = new Login();

	private final Api api = new Api();

	public Login getLogin() {
		return this.login;
	}

	public Api getApi() {
		return this.api;
	}

	/**
	 * Retries of logins.
	 */
	public static class Login {

		/**
		 * Maximum number of retries of a login, not counting the first attempt. 0 for
		 * none.
		 */
		private int maxRetries = 5;

		/**
		 * Maximum pause before the first retry. It doubles with each retry, and each
		 * pause is random, up to that maximum.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration delay = Duration.ofMillis(500);

		/**
		 * Maximum pause before any retry.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration maxDelay = Duration.ofSeconds(8);

		/**
		 * Time from the beginning of the first attempt to the beginning of the last. A
		 * 'Retry-After' that exceeds it ends the retries.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration timeout = Duration.ofSeconds(30);

		public int getMaxRetries() {
			return this.maxRetries;
		}

		public void setMaxRetries(int maxRetries) {
			this.maxRetries = maxRetries;
		}

		public Duration getDelay() {
			return this.delay;
		}

		public void setDelay(Duration delay) {
			this.delay = delay;
		}

		public Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * Retries of API calls.
	 */
	public static class Api {

		/**
		 * Maximum number of retries of a call, not counting the first attempt. 0 for
		 * none.
		 */
		private int maxRetries = 3;

		/**
		 * Maximum pause before the first retry. It doubles with each retry, and each
		 * pause is random, up to that maximum.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration delay = Duration.ofMillis(500);

		/**
		 * Maximum pause before any retry.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration maxDelay = Duration.ofSeconds(5);

		/**
		 * Time from the beginning of the first attempt to the beginning of the last. A
		 * 'Retry-After' that exceeds it ends the retries.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration timeout = Duration.ofSeconds(20);

		/**
		 * Methods that are retried after a transient failure. Salesforce may have
		 * executed a request whose answer was lost: a DELETE that is sent again can
		 * answer 404, and a POST can write twice.
		 */
		private Set<RetriedMethod> methods = EnumSet.of(RetriedMethod.GET, RetriedMethod.HEAD);

		public int getMaxRetries() {
			return this.maxRetries;
		}

		public void setMaxRetries(int maxRetries) {
			this.maxRetries = maxRetries;
		}

		public Duration getDelay() {
			return this.delay;
		}

		public void setDelay(Duration delay) {
			this.delay = delay;
		}

		public Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public Set<RetriedMethod> getMethods() {
			return this.methods;
		}

		public void setMethods(Set<RetriedMethod> methods) {
			this.methods = methods;
		}

	}

	/**
	 * HTTP methods of API calls.
	 */
	public enum RetriedMethod {

		/** Reads. */
		GET,

		/** Reads the headers. */
		HEAD,

		/** Uploads. */
		PUT,

		/** Updates and upserts. */
		PATCH,

		/** Deletes. */
		DELETE,

		/** Creates, and whatever else. */
		POST

	}

}
