package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Properties of what is tried again after a passing failure.
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
		 * How often a login is tried at most, the first time included. 1 for no retry.
		 */
		private int attempts = 6;

		/**
		 * Longest pause before the second attempt. It doubles for each attempt after
		 * that, and each pause is drawn at random up to the longest.
		 */
		private Duration firstBackOff = Duration.ofMillis(500);

		/**
		 * Longest pause before any attempt.
		 */
		private Duration longestBackOff = Duration.ofSeconds(8);

		/**
		 * Time from the beginning of the first attempt to the beginning of the last. A
		 * 'Retry-After' that asks for more ends the retries.
		 */
		private Duration timeBudget = Duration.ofSeconds(30);

		public int getAttempts() {
			return this.attempts;
		}

		public void setAttempts(int attempts) {
			this.attempts = attempts;
		}

		public Duration getFirstBackOff() {
			return this.firstBackOff;
		}

		public void setFirstBackOff(Duration firstBackOff) {
			this.firstBackOff = firstBackOff;
		}

		public Duration getLongestBackOff() {
			return this.longestBackOff;
		}

		public void setLongestBackOff(Duration longestBackOff) {
			this.longestBackOff = longestBackOff;
		}

		public Duration getTimeBudget() {
			return this.timeBudget;
		}

		public void setTimeBudget(Duration timeBudget) {
			this.timeBudget = timeBudget;
		}

	}

	/**
	 * Retries of API calls.
	 */
	public static class Api {

		/**
		 * How often a call is tried at most, the first time included. 1 for no retry.
		 */
		private int attempts = 4;

		/**
		 * Longest pause before the second attempt. It doubles for each attempt after
		 * that, and each pause is drawn at random up to the longest.
		 */
		private Duration firstBackOff = Duration.ofMillis(500);

		/**
		 * Longest pause before any attempt.
		 */
		private Duration longestBackOff = Duration.ofSeconds(5);

		/**
		 * Time from the beginning of the first attempt to the beginning of the last. A
		 * 'Retry-After' that asks for more ends the retries.
		 */
		private Duration timeBudget = Duration.ofSeconds(20);

		/**
		 * Methods that are sent again after a passing failure. Salesforce may have done
		 * what a lost answer would have told: a DELETE that is sent again can answer 404,
		 * a POST can write twice.
		 */
		private Set<RetriedMethod> methods = EnumSet.of(RetriedMethod.GET, RetriedMethod.HEAD);

		public int getAttempts() {
			return this.attempts;
		}

		public void setAttempts(int attempts) {
			this.attempts = attempts;
		}

		public Duration getFirstBackOff() {
			return this.firstBackOff;
		}

		public void setFirstBackOff(Duration firstBackOff) {
			this.firstBackOff = firstBackOff;
		}

		public Duration getLongestBackOff() {
			return this.longestBackOff;
		}

		public void setLongestBackOff(Duration longestBackOff) {
			this.longestBackOff = longestBackOff;
		}

		public Duration getTimeBudget() {
			return this.timeBudget;
		}

		public void setTimeBudget(Duration timeBudget) {
			this.timeBudget = timeBudget;
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
